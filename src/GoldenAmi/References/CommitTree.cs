using System.Text;

namespace GoldenAmi.References;

/// <summary>The regular files of a commit; symbolic links and submodules are not among them.</summary>
internal sealed class CommitTree(Git git, string commit)
{
    // Git compares every entry that it passes with every path that is asked for: for more paths the whole list is quicker. An argument list has some 2 MB.
    private const int MostNamed = 400;
    private const int MostNamedBytes = 64 * 1024;

    /// <summary>All of them, in git's order.</summary>
    public async Task<IReadOnlyList<HeadFile>> ListAsync(CancellationToken ct)
    {
        var files = new List<HeadFile>();
        Read(await ListingAsync([], ct), (mode, blob, path) =>
        {
            files.Add(new HeadFile(path.ToString(), mode, blob.ToString()));
            return true;
        });
        return files;
    }

    /// <summary>Those of the paths that the commit has as files, in git's order.</summary>
    /// <param name="paths">Git's bytes as Latin-1 text.</param>
    public async Task<IReadOnlyList<HeadFile>> FindAsync(HashSet<string> paths, CancellationToken ct)
    {
        var arguments = Arguments(paths);
        var listing = await ListingAsync(arguments ?? [], ct);
        var wanted = paths.GetAlternateLookup<ReadOnlySpan<char>>();
        var files = new List<HeadFile>();
        Read(listing, (mode, blob, path) =>
        {
            if (wanted.Contains(path))
            {
                files.Add(new HeadFile(path.ToString(), mode, blob.ToString()));
            }

            return true;
        });
        return files;
    }

    /// <summary>Hands out every path, in git's order, until <paramref name="visit"/> says false.</summary>
    public async Task VisitAsync(Func<string, bool> visit, CancellationToken ct) =>
        Read(await ListingAsync([], ct), (_, _, path) => visit(path.ToString()));

    private Task<string> ListingAsync(List<string> paths, CancellationToken ct)
    {
        var recursive = paths.Count == 0 ? new[] { "-r" } : [];
        return git.RunAsync(
            new GitCall(["ls-tree", .. recursive, "-z", "--full-tree", commit, "--", .. paths]) { Environment = new Dictionary<string, string?> { ["GIT_LITERAL_PATHSPECS"] = "1" } }, ct);
    }

    /// <summary>The paths as arguments, or null when they are too many, or are bytes that no argument can carry.</summary>
    private static List<string>? Arguments(HashSet<string> paths)
    {
        var arguments = paths.Select(path => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(path))).ToList();
        return paths.Count <= MostNamed && paths.Sum(path => path.Length + 1) <= MostNamedBytes && !arguments.Exists(argument => argument.Contains('\uFFFD', StringComparison.Ordinal))
            ? arguments
            : null;
    }

    /// <summary>Each entry is <c>100644 blob 0123…\tfolder/name</c> and a zero byte. Nothing is copied: there may be 100,000.</summary>
    private static void Read(string listing, Visit visit)
    {
        var rest = listing.AsSpan();
        while (rest.Length > 0)
        {
            var end = rest.IndexOf('\0');
            var entry = rest[..end];
            rest = rest[(end + 1)..];
            var tab = entry.IndexOf('\t');
            var mode = entry[..6] is "100644" ? "100644" : entry[..6] is "100755" ? "100755" : null;
            if (mode is not null && !visit(mode, entry["100644 blob ".Length..tab], entry[(tab + 1)..]))
            {
                return;
            }
        }
    }

    /// <returns>False to end.</returns>
    private delegate bool Visit(string mode, ReadOnlySpan<char> blob, ReadOnlySpan<char> path);
}

/// <summary>A file of a commit, not read yet.</summary>
/// <param name="RawPath">Git's bytes as Latin-1 text.</param>
/// <param name="Mode"><c>100644</c> or <c>100755</c>.</param>
/// <param name="Blob">Its object id.</param>
internal sealed record HeadFile(string RawPath, string Mode, string Blob);
