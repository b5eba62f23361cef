namespace GoldenAmi.Recipes.Reading;

/// <summary>Follows symbolic links in every part of a path; .NET itself follows only the last one.</summary>
internal static class RealPath
{
    /// <summary>Linux's own limit for links in one path (path_resolution(7)).</summary>
    private const int MaxLinks = 40;

    /// <summary>The path without links, <c>.</c> and <c>..</c>; parts that are not there stay as they are. Null when links go round in a circle or may not be read.</summary>
    /// <param name="path">Absolute.</param>
    public static string? Find(string path)
    {
        try
        {
            return Follow(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Follow(string path)
    {
        var root = Path.GetPathRoot(path) ?? "/";
        var (current, links) = (root, 0);
        var rest = new Stack<string>();
        Push(rest, path[root.Length..]);
        while (rest.TryPop(out var part))
        {
            if (part == "..")
            {
                current = Path.GetDirectoryName(current) ?? root;
                continue;
            }

            var next = Path.Combine(current, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                current = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                return null;
            }

            current = Path.IsPathRooted(target) ? root : current;
            Push(rest, target);
        }

        return current;
    }

    private static void Push(Stack<string> rest, string path)
    {
        foreach (var part in path.Split(Path.DirectorySeparatorChar).Reverse().Where(part => part is not ("" or ".")))
        {
            rest.Push(part);
        }
    }
}
