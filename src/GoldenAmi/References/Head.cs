using System.Text;
using GoldenAmi.Recipes;

namespace GoldenAmi.References;

/// <summary>The commit that a bump stands on.</summary>
/// <param name="Commit">The commit's object id.</param>
internal sealed record Head(string Commit)
{
    /// <summary>HEAD of a repository, or null when the folder is none or has no commit yet.</summary>
    public static async Task<Head?> FindAsync(Git git, CancellationToken ct)
    {
        var commit = await git.FindLineAsync(ct, "rev-parse", "--verify", "--quiet", "HEAD^{commit}");
        return commit is null ? null : new Head(commit);
    }

    /// <summary>The files that the recipe's references cover and that may name an image, with their content, and the scopes that cover none.</summary>
    public async Task<(IReadOnlyList<TrackedFile> Files, IReadOnlyList<ReferenceScope> Empty)> ReadAsync(Git git, IReadOnlyList<ReferenceScope> scopes, CancellationToken ct)
    {
        var tree = new CommitTree(git, Commit);
        var candidates = await WorkTreeSearch.FindAsync(git, Commit, ct) is { } paths
            ? await tree.FindAsync([.. paths, LeftAlone.IgnoreFile], ct)
            : await tree.ListAsync(ct);
        var blobs = new BlobReader(git);
        var ignored = await blobs.ReadAsync([.. candidates.Where(file => file.RawPath == LeftAlone.IgnoreFile)], ct);
        var leftAlone = LeftAlone.Read(ignored is [var file] ? Utf8(file.Content) : null);
        var coverage = new ScopeCoverage(scopes);
        var wanted = candidates.Where(candidate => coverage.Covers(Utf8(candidate.RawPath)) && !leftAlone.Covers(Utf8(candidate.RawPath))).ToList();
        if (coverage.Empty.Count > 0)
        {
            // Their files name no image, or there are none: only the whole list can tell
            await tree.VisitAsync(path =>
            {
                coverage.Covers(Utf8(path));
                return coverage.Empty.Count > 0;
            }, ct);
        }

        return ([.. (await blobs.ReadAsync(wanted, ct)).Where(read => MayName(read.Content))], coverage.Empty);
    }

    private static string Utf8(string bytes) => Ascii.IsValid(bytes) ? bytes : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));

    private static bool MayName(string content) =>
        content.Contains("ami-", StringComparison.Ordinal) || content.Contains("golden-ami:", StringComparison.Ordinal)
        || content.Contains("a\0m\0i\0-", StringComparison.Ordinal) || content.Contains("a\0m\0i\0:", StringComparison.Ordinal);
}
