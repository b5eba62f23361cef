namespace GoldenAmi.References;

/// <summary>
/// Finds quickly which files of a commit may name an image. Reading a work tree costs a third of unpacking the objects, so it is searched instead of the objects where it is known
/// to hold the same, and only there. Why: docs/adr/0005-search-the-work-tree.md.
/// </summary>
internal static class WorkTreeSearch
{
    // "ami-" of an id and "ami:" of a marker, in any encoding that contains ASCII, and in UTF-16 of either byte order
    private const string Pattern = @"ami[-:]|a\x00m\x00i\x00[-:]";

    /// <summary>The raw paths that must be looked at, or null when the work tree cannot say: all must be.</summary>
    public static async Task<HashSet<string>?> FindAsync(Git git, string commit, CancellationToken ct)
    {
        if (await HasFiltersAsync(git, ct))
        {
            return null;
        }

        var answers = await Task.WhenAll(
            git.TryAsync(new GitCall(["grep", "-a", "-P", "-l", "-z", "--full-name", "--no-color", "--no-textconv", "--no-recurse-submodules", "-e", Pattern]), ct),
            git.TryAsync(new GitCall(["diff-files", "-z", "--name-only", "--no-ext-diff", "--no-renames", "--ignore-submodules=all"]), ct),
            git.TryAsync(new GitCall(["diff-index", "-z", "--cached", "--name-only", "--no-ext-diff", "--no-renames", "--ignore-submodules=all", commit]), ct),
            git.TryAsync(new GitCall(["ls-files", "-z", "-v"]), ct));
        // grep ends with 1 when it finds nothing, and with 128 where git was built without Perl's expressions or there is no work tree
        if (answers[0].ExitCode is not (0 or 1) || answers.Skip(1).Any(answer => !answer.Succeeded) || answers.Any(answer => answer.Truncated))
        {
            return null;
        }

        var paths = answers.Take(3).SelectMany(answer => Split(answer.Output)).ToHashSet(StringComparer.Ordinal);
        // Entries that git does not compare with the work tree: sparse checkouts ('S'), "assume unchanged" (lower case), conflicts ('M')
        paths.UnionWith(Split(answers[3].Output).Where(line => !line.StartsWith("H ", StringComparison.Ordinal)).Select(line => line[2..]));
        return paths;
    }

    /// <summary>A clean filter would be run for the comparison, and what it makes of a file need not be what lies there. Git LFS only makes pointers, which name nothing.</summary>
    private static async Task<bool> HasFiltersAsync(Git git, CancellationToken ct)
    {
        var settings = await git.TryAsync(new GitCall(["config", "-z", "--get-regexp", @"^filter\..*\.(clean|process)$"]), ct);
        return Split(settings.Output).Any(setting => !setting.StartsWith("filter.lfs.", StringComparison.Ordinal) || !setting.Contains("\ngit-lfs ", StringComparison.Ordinal));
    }

    private static string[] Split(string output) => output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
