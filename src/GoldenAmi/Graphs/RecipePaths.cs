using GoldenAmi.Recipes;
using GoldenAmi.References;

namespace GoldenAmi.Graphs;

/// <summary>The recipe files that the user's words mean: files, folders and patterns.</summary>
public static class RecipePaths
{
    /// <summary>Turns what the user gave into recipe files.</summary>
    /// <param name="given">
    /// A file; a folder: the <c>golden-ami.yaml</c> in it, or when it has none, every one below it; or a pattern: of what it matches, files called <c>golden-ami.yaml</c>,
    /// folders that hold one, and when the pattern's last name ends in <c>.yaml</c> or <c>.yml</c>, every file. Folders whose name begins with a dot are not looked into.
    /// </param>
    /// <param name="workingFolder">Absolute.</param>
    /// <returns>Paths for <see cref="RecipeLoader.Load"/>, each once, in the order given and sorted within a pattern. What leads nowhere is kept as it is: loading says so.</returns>
    public static IReadOnlyList<string> Expand(IReadOnlyList<string> given, string workingFolder)
    {
        var found = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in given.SelectMany(each => Expand(each, workingFolder)))
        {
            if (seen.Add(Path.GetFullPath(Path.Combine(workingFolder, path.Replace("\0", "", StringComparison.Ordinal)))))
            {
                found.Add(path);
            }
        }

        return found;
    }

    private static List<string> Expand(string given, string workingFolder)
    {
        var full = Path.GetFullPath(Path.Combine(workingFolder, given.Replace("\0", "", StringComparison.Ordinal)));
        if (File.Exists(full) || File.Exists(Path.Combine(full, RecipeLoader.FileName)))
        {
            return [given];
        }

        var (root, pattern) = Directory.Exists(full) ? (full, "**") : Split(given, workingFolder);
        if (pattern.Length == 0 || !Directory.Exists(root))
        {
            return [given];
        }

        var glob = Glob.Parse(pattern);
        var takesFiles = pattern[(pattern.LastIndexOf('/') + 1)..] is var last && (last.EndsWith(".yaml", StringComparison.Ordinal) || last.EndsWith(".yml", StringComparison.Ordinal));
        List<string> files =
        [
            .. Files(root).Select(file => Path.GetRelativePath(root, file).Replace('\\', '/')).Where(file => IsMeant(file, glob, takesFiles))
                .Order(StringComparer.Ordinal).Select(file => Path.GetRelativePath(workingFolder, Path.Combine(root, file)).Replace('\\', '/')),
        ];
        return files.Count > 0 ? files : [given];
    }

    private static bool IsMeant(string file, Glob glob, bool takesFiles)
    {
        var isNamed = Path.GetFileName(file) == RecipeLoader.FileName;
        return ((isNamed || takesFiles) && glob.Matches(file)) || (isNamed && Path.GetDirectoryName(file) is { Length: > 0 } folder && glob.Matches(folder));
    }

    /// <summary>The folder that the pattern's plain names lead to, and the rest; the rest is empty when nothing in it is a pattern.</summary>
    private static (string Root, string Pattern) Split(string given, string workingFolder)
    {
        var names = given.Replace('\\', '/').Split('/');
        var plain = names.TakeWhile(name => name.IndexOfAny(['*', '?', '[', '{']) < 0).ToList();
        return plain.Count == names.Length
            ? ("", "")
            : (Path.GetFullPath(Path.Combine(workingFolder, string.Join('/', plain) is { Length: > 0 } folder ? folder : given.StartsWith('/') ? "/" : ".")), string.Join('/', names.Skip(plain.Count)));
    }

    /// <summary>Links to folders are not followed: they may lead out of the repository, or in a circle.</summary>
    private static IEnumerable<string> Files(string root)
    {
        var folders = new Stack<string>([root]);
        while (folders.TryPop(out var folder))
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                if (entry is FileInfo)
                {
                    yield return entry.FullName;
                }
                else if (entry.LinkTarget is null && !entry.Name.StartsWith('.'))
                {
                    folders.Push(entry.FullName);
                }
            }
        }
    }
}
