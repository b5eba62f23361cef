using GoldenAmi.Action.Commands;
using GoldenAmi.Diagnostics;
using GoldenAmi.Graphs;
using GoldenAmi.Identifiers;
using GoldenAmi.Locks;
using GoldenAmi.Recipes;
using GoldenAmi.Reports;

namespace GoldenAmi.Action.Runs;

/// <summary>The recipes of a run.</summary>
internal static class RecipesOfRun
{
    /// <summary>All that the user's words mean, at least one.</summary>
    /// <exception cref="UserErrorException">Every problem of every recipe at once, or GA0608.</exception>
    public static IReadOnlyList<Recipe> LoadAll(ProgramContext context, Settings settings, IReport report)
    {
        var loaded = RecipePaths.Expand(settings.Recipes, context.WorkingFolder).Select(path => RecipeLoader.Load(path, context.WorkingFolder)).ToList();
        var problems = loaded.SelectMany(each => each.Problems).Distinct().ToList();
        if (loaded.Exists(each => each.Recipe is null))
        {
            throw new UserErrorException(Ending.Usage, problems);
        }

        foreach (var warning in problems)
        {
            report.Problem(warning);
        }

        CheckChannels(loaded.Select(each => each.Recipe!).ToList(), settings);
        return [.. loaded.Select(each => settings.Region is { } region ? MoveHome(each.Recipe!, region) : each.Recipe!)];
    }

    /// <summary>The recipe upon what its lock names. What the lock does not say floats, and is told; with <c>frozen</c> nothing may.</summary>
    /// <exception cref="UserErrorException">GA0186, GA0187.</exception>
    public static Recipe Pin(Recipe recipe, Settings settings, IReport report)
    {
        if (settings.Frozen && recipe.Lock is null)
        {
            throw new UserErrorException(Ending.Usage, new Diagnostic(ErrorCode.LockMissing, $"'{recipe.Name.Value}' is to be built from pins, and there is no '{LockFile.NameOf(recipe)}'.",
                recipe.Name.Place, "run 'golden-ami check --write' and commit the lock, or leave out 'frozen'."));
        }

        var pinned = LockPins.Apply(recipe);
        if (settings.Frozen && pinned.Gaps.Count > 0)
        {
            throw new UserErrorException(Ending.Usage, pinned.Gaps);
        }

        foreach (var gap in pinned.Gaps)
        {
            report.Problem(gap with { Severity = Severity.Warning });
        }

        return pinned.Recipe;
    }

    /// <summary>The one recipe of a command that works on one.</summary>
    /// <exception cref="UserErrorException">As <see cref="LoadAll"/>, or GA0607.</exception>
    public static Recipe Load(ProgramContext context, Settings settings, IReport report) =>
        LoadAll(context, settings, report) is var recipes && recipes is [var only] ? only : throw new UserErrorException(Ending.Usage, new Diagnostic(
            ErrorCode.SeveralRecipes, $"{recipes.Count} recipes are given; this command works on one at a time.", null, "run the command once per recipe."));

    /// <summary>A channel that no recipe has would move nothing, and nobody would see it.</summary>
    private static void CheckChannels(List<Recipe> recipes, Settings settings)
    {
        var known = recipes.SelectMany(recipe => recipe.References).Select(entry => entry.Channel).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var unknown = settings.Channels.Where(channel => !known.Contains(channel)).Select(channel => new Diagnostic(
            ErrorCode.WrongOptionValue,
            $"No entry of the recipe's references has the channel '{channel}'; {(known.Count == 0 ? "none has one" : $"there are {string.Join(", ", known)}")}.",
            recipes[0].Name.Place,
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
            ? recipe with { Region = new Placed<Region>(region, recipe.Region.Place), Variants = [.. recipe.Variants.Select(variant => MoveHome(variant, region))] }
            : throw new UserErrorException(Ending.Usage, new Diagnostic(ErrorCode.RegionNotInRecipe,
                $"The region '{region}' is none that the recipe distributes to; it distributes to {string.Join(", ", regions)}.", recipe.Region.Place,
                NearMiss.Find(region.Value, regions) is { } near ? $"did you mean '{near}'?" : "name one of them, or add the region to distribution.regions."));
    }
}
