using System.Globalization;
using System.Text;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.References;

/// <summary>The commit that a bump stands on, and its files.</summary>
/// <param name="Commit">The commit's object id.</param>
/// <param name="Files">Regular files of the commit, in git's order; symbolic links and submodules are not among them.</param>
internal sealed record Head(string Commit, IReadOnlyList<HeadFile> Files)
{
    // A file of more is data. Minified JSON and generated templates stay far below.
    private const long MostBytesOfAFile = 8 * 1024 * 1024;
    private const long MostBytesOfABatch = 64 * 1024 * 1024;

    /// <summary>HEAD of a repository, or null when the folder is none or has no commit yet.</summary>
    public static async Task<Head?> FindAsync(Git git, CancellationToken ct)
    {
        var commit = await git.FindLineAsync(ct, "rev-parse", "--verify", "--quiet", "HEAD^{commit}");
        if (commit is null)
        {
            return null;
        }

        var listing = await git.RunAsync(new GitCall(["ls-tree", "-r", "-z", "-l", "--full-tree", commit]), ct);
        return new Head(commit, [.. listing.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(HeadFile.Read).Where(file => file.Mode is "100644" or "100755")]);
    }

    /// <summary>The files that the recipe's references cover, with their content, and the scopes that cover none.</summary>
    public async Task<(IReadOnlyList<TrackedFile> Files, IReadOnlyList<ReferenceScope> Empty)> ReadAsync(Git git, IReadOnlyList<ReferenceScope> scopes, CancellationToken ct)
    {
        var ignoreFile = Files.Where(file => file.RawPath == LeftAlone.IgnoreFile).ToList();
        var ignored = await ReadAsync(git, ignoreFile, ct);
        var leftAlone = LeftAlone.Read(ignored is [var file] ? Utf8(file.Content) : null);
        var globs = scopes.Select(scope => (scope, globs: scope.Paths.Select(Glob.Parse).ToList())).ToList();
        var covered = new HashSet<ReferenceScope>(ReferenceEqualityComparer.Instance);
        var wanted = new List<HeadFile>();
        foreach (var candidate in Files)
        {
            var path = Utf8(candidate.RawPath);
            var covering = globs.Where(scope => scope.globs.Count == 0 || scope.globs.Exists(glob => glob.Matches(path))).Select(scope => scope.scope).ToList();
            covered.UnionWith(covering);
            if (covering.Count > 0 && candidate.Size <= MostBytesOfAFile && !leftAlone.Covers(path))
            {
                wanted.Add(candidate);
            }
        }

        return (await ReadAsync(git, wanted, ct), [.. scopes.Where(scope => !covered.Contains(scope))]);
    }

    private static UserErrorException Unreadable(HeadFile file, string answer) => new(Ending.Refused, new Diagnostic(
        ErrorCode.GitRefused,
        $"'git cat-file' cannot read the committed file '{TrackedFile.Printable(file.RawPath)}': it answered '{TrackedFile.Printable(answer)}' for blob {file.Blob}.",
        Place: null,
        "see what 'git fsck' says about the repository; fetch it again if objects are missing."));

    private static string Utf8(string bytes) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));

    /// <summary>Only files with something that may be an id or a marker are kept.</summary>
    private static async Task<List<TrackedFile>> ReadAsync(Git git, List<HeadFile> files, CancellationToken ct)
    {
        var read = new List<TrackedFile>();
        for (var at = 0; at < files.Count;)
        {
            var size = 0L;
            var batch = files.Skip(at).TakeWhile(file => (size += file.Size) <= MostBytesOfABatch || size == file.Size).ToList();
            at += batch.Count;
            var input = string.Concat(batch.Select(file => file.Blob + "\n"));
            var call = new GitCall(["cat-file", "--batch"]) { Input = input, MostBytes = (int)(batch.Sum(file => file.Size) + (batch.Count * 128L)) };
            var output = await git.RunAsync(call, ct);
            read.AddRange(Split(output, batch).Where(file => file.RawPath == LeftAlone.IgnoreFile || MayName(file.Content)));
        }

        return read;
    }

    private static bool MayName(string content) =>
        content.Contains("ami-", StringComparison.Ordinal) || content.Contains("golden-ami:", StringComparison.Ordinal)
        || content.Contains("a\0m\0i\0-", StringComparison.Ordinal) || content.Contains("a\0m\0i\0:", StringComparison.Ordinal);

    /// <summary>Each answer is "id type size", a line end, the bytes, a line end.</summary>
    private static IEnumerable<TrackedFile> Split(string output, IEnumerable<HeadFile> batch)
    {
        var at = 0;
        foreach (var file in batch)
        {
            var header = output.IndexOf('\n', at);
            var expected = string.Create(CultureInfo.InvariantCulture, $"{file.Blob} blob {file.Size}");
            if (header < 0 || output[at..header] != expected || header + 1 + file.Size > output.Length)
            {
                throw Unreadable(file, header < 0 ? output[at..] : output[at..header]);
            }

            at = header + 1;
            yield return new TrackedFile(file.RawPath, file.Mode, output.Substring(at, (int)file.Size));
            at += (int)file.Size + 1;
        }
    }
}

/// <summary>A file of a commit, not read yet.</summary>
/// <param name="Blob">Its object id.</param>
/// <param name="Size">In bytes.</param>
internal sealed record HeadFile(string RawPath, string Mode, string Blob, long Size)
{
    /// <summary>A line of <c>git ls-tree -r -z -l</c>: <c>100644 blob 0123… &#160;&#160;42\tfolder/name</c>.</summary>
    public static HeadFile Read(string line)
    {
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        var words = line[..tab].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var size = long.TryParse(words[3], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0;
        return new HeadFile(line[(tab + 1)..], words[0], words[2], size);
    }
}
