using GoldenAmi.Recipes.Reading;

namespace GoldenAmi.Recipes;

/// <summary>The folder that a recipe's files may not leave.</summary>
/// <param name="Root">Absolute, without links: the folder of <c>.git</c>, or the recipe's own folder outside Git.</param>
internal sealed record Repository(string Root)
{
    /// <summary>The repository around a recipe's folder, or null when there is no such folder.</summary>
    public static Repository? Find(string? recipeFolder)
    {
        if (recipeFolder is null || !Directory.Exists(recipeFolder) || RealPath.Find(recipeFolder) is not { } start)
        {
            return null;
        }

        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            // A folder in a clone, a file in a worktree or a submodule.
            if (Path.Exists(Path.Combine(folder, ".git")))
            {
                return new Repository(folder);
            }
        }

        return new Repository(start);
    }

    /// <summary>The file's path with the links of its folder followed, but not its own.</summary>
    public string Canonical(string file) =>
        Path.Combine(RealPath.Find(Path.GetDirectoryName(file) ?? Root) ?? Root, Path.GetFileName(file));

    /// <summary>Whether an absolute path without links lies inside.</summary>
    public bool Holds(string path) =>
        path == Root || path.StartsWith(Root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The name of a file in places and messages: relative to the root, with forward slashes.</summary>
    public string NameOf(string path) => Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/');
}
