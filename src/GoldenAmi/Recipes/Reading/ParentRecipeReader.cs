using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes.Reading;

/// <summary>Reads <c>parent.recipe</c>, another recipe of the repository. Of that file only what its image is called is read here; its own mistakes are told when it is loaded itself.</summary>
/// <param name="variant">Of which variant the parent is; null for the recipe as it stands.</param>
internal sealed class ParentRecipeReader(RecipeSources sources, string? variant)
{
    private readonly ProblemList _problems = sources.Problems;

    /// <param name="chosen">The variant that the parent is to be of; null: of the same name as this one, when there is such.</param>
    public Parent.Recipe? Read(TextNode path, TextNode? chosen)
    {
        if (sources.ReadOtherRecipe(path) is not { } root)
        {
            return null;
        }

        if (root.Place.File == sources.RecipeFile)
        {
            return Refuse(path, "The parent is the recipe itself.", "name another recipe, or what that one is built upon.");
        }

        if ((root as MapNode)?.FindText("name") is not { } name || !ValueForms.Name.Pattern.IsMatch(name))
        {
            return Refuse(path, $"'{root.Place.File}' is not a recipe: it has no valid 'name'.", "name a recipe file, or a folder with a golden-ami.yaml.");
        }

        var variants = ((root as MapNode)?.Find("variants") as MapNode)?.Entries.Select(entry => entry.Key.Value).ToList() ?? [];
        var wanted = chosen?.Value ?? variant;
        if (wanted is null || variants.Contains(wanted))
        {
            return new Parent.Recipe(root.Place.File, name, wanted, path.Place);
        }

        var there = variants.Count == 0 ? "it has none" : $"it has {string.Join(", ", variants)}";
        return chosen is not null
            ? Refuse(chosen, $"'{root.Place.File}' has no variant '{ProblemList.Short(wanted)}'; {there}.", ProblemList.DidYouMean(wanted, variants))
            : Refuse(path, $"The variant '{wanted}' is to be built upon '{root.Place.File}', which has no variant of that name; {there}.", "give the variant a parent of its own, or name the other's variant with 'variant'.");
    }

    private Parent.Recipe? Refuse(TextNode at, string message, string fix)
    {
        _problems.Add(ErrorCode.RecipeParentRecipe, at.Place, message, fix);
        return null;
    }
}
