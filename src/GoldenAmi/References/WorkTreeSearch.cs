namespace GoldenAmi.References;

/// <summary>
/// Finds quickly which files of a commit may name an image. Reading a work tree costs a third of unpacking the objects, so it is searched instead of the objects where it is known
/// to hold the same, and only there. Why: docs/adr/0005-search-the-work-tree.md.
/// </summary>
internal static class WorkTreeSearch
{
    // An id, a marker, and the beginning of either in UTF-16 of either byte order. Three literals are found in the time of one; as one expression with
    // alternatives they take half as long again as the yardstick (docs/adr/0005).
    private static readonly string[] Patterns = ["-e", "ami-[0-9a-f]{8}", "-e", "golden-ami:", "-e", @"a\x00m\x00i\x00[-:]"];

    /// <summary>The raw paths that must be looked at, or null when the work tree cannot say: all must be.</summary>
    /// <param name="commit">HEAD.</param>
    public static async Task<HashSet<string>?> FindAsync(Git git, string commit, CancellationToken ct)
    {
        // Before anything else: git would run them
        if (await HasFiltersAsync(git, ct))
        {
            return null;
        }

        var grep = git.TryAsync(new GitCall(["grep", "-a", "-P", "-l", "-z", "--full-name", "--no-color", "--no-textconv", "--no-recurse-submodules", .. Patterns]), ct);
        var status = git.TryAsync(new GitCall(["status", "--porcelain=v2", "--branch", "-z", "--untracked-files=no", "--no-renames", "--no-ahead-behind", "--ignore-submodules=all"]), ct);
        var flags = git.TryAsync(new GitCall(["ls-files", "-z", "-v"]), ct);
        var answers = await Task.WhenAll(grep, status, flags);

        // grep ends with 1 when it finds nothing, and with 128 where git was built without Perl's expressions or there is no work tree
        if (answers[0].ExitCode is not (0 or 1) || answers.Skip(1).Any(answer => !answer.Succeeded) || answers.Any(answer => answer.Truncated)
            || ChangedPaths(answers[1].Output, commit) is not { } changed)
        {
            return null;
        }

        return [.. answers[0].Output.Split('\0', StringSplitOptions.RemoveEmptyEntries), .. changed, .. NotCompared(answers[2].Output)];
    }

    /// <summary>A clean filter would be run for the comparison, and what it makes of a file need not be what lies there. Git LFS only makes pointers, which name nothing.</summary>
    private static async Task<bool> HasFiltersAsync(Git git, CancellationToken ct)
    {
        var settings = await git.TryAsync(new GitCall(["config", "-z", "--get-regexp", @"^filter\..*\.(clean|process)$"]), ct);
        return settings.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Any(setting => !setting.StartsWith("filter.lfs.", StringComparison.Ordinal) || !setting.Contains("\ngit-lfs ", StringComparison.Ordinal));
    }

    /// <summary>Paths at which the index differs from the commit or the work tree from the index, or null when git speaks of another commit or of what this does not know.</summary>
    private static List<string>? ChangedPaths(string status, string commit)
    {
        var changed = new List<string>();
        foreach (var entry in status.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            // "1 XY sub mH mI mW hH hI path", of a conflict "u XY sub m1 m2 m3 mW h1 h2 h3 path"
            var words = entry[0] switch { '1' => 9, 'u' => 11, _ => 0 };
            if (words > 0 && entry.Split(' ', words) is { } fields && fields.Length == words)
            {
                changed.Add(fields[^1]);
            }
            else if (entry[0] != '#' || (entry.StartsWith("# branch.oid ", StringComparison.Ordinal) && entry != $"# branch.oid {commit}"))
            {
                return null;
            }
        }

        return changed;
    }

    /// <summary>Entries that git does not compare with the work tree: sparse checkouts ('S'), "assume unchanged" (lower case), conflicts ('M').</summary>
    private static List<string> NotCompared(string listing)
    {
        var paths = new List<string>();
        var rest = listing.AsSpan();
        while (rest.Length > 0)
        {
            var end = rest.IndexOf('\0');
            if (!rest.StartsWith("H "))
            {
                paths.Add(rest[2..end].ToString());
            }

            rest = rest[(end + 1)..];
        }

        return paths;
    }
}
