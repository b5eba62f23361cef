using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes.Reading;

namespace GoldenAmi.Recipes;

/// <summary>Loads recipes: reads the file and all files that it names, and tells every problem at once. It speaks to no network.</summary>
public static class RecipeLoader
{
    /// <summary>The file that is loaded when a folder is named.</summary>
    public const string FileName = "golden-ami.yaml";

    /// <summary>Loads one recipe.</summary>
    /// <param name="path">A recipe file, or a folder that holds a <c>golden-ami.yaml</c>; relative to <paramref name="workingFolder"/> or absolute.</param>
    /// <param name="workingFolder">Absolute.</param>
    public static LoadedRecipe Load(string path, string workingFolder)
    {
        var file = Path.GetFullPath(Path.Combine(workingFolder, path.Replace("\0", "", StringComparison.Ordinal)));
        if (Directory.Exists(file))
        {
            file = Path.Combine(file, FileName);
        }

        if (Repository.Find(Path.GetDirectoryName(file)) is not { } repository || RealPath.Find(file) is not { } real || !Path.Exists(real))
        {
            var missing = new Diagnostic(
                ErrorCode.RecipeNotFound,
                $"There is no recipe at '{ProblemList.Short(path)}'.",
                Place: null,
                $"name a recipe file or a folder with a {FileName}, or write a first one with 'golden-ami init'.");
            return new LoadedRecipe(Recipe: null, [missing]);
        }

        var sources = new RecipeSources(repository);
        var root = sources.ReadRecipe(repository.Canonical(file), path);
        if (root is null)
        {
            return new LoadedRecipe(Recipe: null, sources.ProblemsInOrder());
        }

        var recipe = new RecipeReader(sources).Read(root);
        return new LoadedRecipe(sources.Problems.HasErrors ? null : recipe, sources.ProblemsInOrder());
    }
}
