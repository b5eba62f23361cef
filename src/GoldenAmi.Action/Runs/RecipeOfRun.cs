using GoldenAmi.Action.Commands;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;
using GoldenAmi.Reports;

namespace GoldenAmi.Action.Runs;

/// <summary>The one recipe of a <c>build</c> or <c>plan</c>.</summary>
internal static class RecipeOfRun
{
    /// <exception cref="UserErrorException">Every problem of the recipe at once, or GA0607, GA0608.</exception>
    public static Recipe Load(ProgramContext context, Settings settings, IReport report)
    {
        if (settings.Recipes is not [var path])
        {
            throw new UserErrorException(Ending.Usage, new Diagnostic(ErrorCode.SeveralRecipes,
                $"{settings.Recipes.Count} recipes are given; one run builds one.", null, "run the command once per recipe, in a workflow with a matrix."));
        }

        var loaded = RecipeLoader.Load(path, context.WorkingFolder);
        if (loaded.Recipe is not { } recipe)
        {
            throw new UserErrorException(Ending.Usage, loaded.Problems);
        }

        foreach (var warning in loaded.Problems)
        {
            report.Problem(warning);
        }

        CheckChannels(recipe, settings);
        return settings.Region is { } region ? MoveHome(recipe, region) : recipe;
    }

    private static void CheckChannels(Recipe recipe, Settings settings)
    {
        var known = recipe.References.Select(entry => entry.Channel).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var unknown = settings.Channels.Where(channel => !known.Contains(channel)).Select(channel => new Diagnostic(
            ErrorCode.WrongOptionValue,
            $"No entry of the recipe's references has the channel '{channel}'; {(known.Count == 0 ? "none has one" : $"there are {string.Join(", ", known)}")}.",
            recipe.Name.Place,
            NearMiss.Find(channel, known) is { } near ? $"did you mean '{near}'?" : "leave the channel out to move all.")).ToList();
        if (unknown.Count > 0)
        {
            throw new UserErrorException(Ending.Usage, unknown);
        }
    }

    private static Recipe MoveHome(Recipe recipe, Region region)
    {
        var regions = recipe.Distribution.Regions.Select(wanted => wanted.Region.Value.Value).ToList();
        return regions.Contains(region.Value)
            ? recipe with { Region = new Placed<Region>(region, recipe.Region.Place) }
            : throw new UserErrorException(Ending.Usage, new Diagnostic(ErrorCode.RegionNotInRecipe,
                $"The region '{region}' is none that the recipe distributes to; it distributes to {string.Join(", ", regions)}.", recipe.Region.Place,
                NearMiss.Find(region.Value, regions) is { } near ? $"did you mean '{near}'?" : "name one of them, or add the region to distribution.regions."));
    }
}
