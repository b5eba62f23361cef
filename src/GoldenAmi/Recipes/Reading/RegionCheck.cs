using System.Globalization;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Recipes.Reading;

/// <summary>What must hold between the home region, the regions of the distribution and the role that carries images to them.</summary>
internal sealed class RegionCheck(MapNode recipe, Placed<Region>? home, TextNode? role, ProblemList problems)
{
    public void Run(Distribution? distribution)
    {
        if (distribution is null || home is null)
        {
            return;
        }

        var places = distribution.Regions.Select(region => region.Region).ToList();
        if (places.TrueForAll(region => region.Value != home.Value))
        {
            var named = places.Count == 0 ? "names none" : $"names {string.Join(", ", places.Select(region => region.Value.Value))}";
            problems.Add(
                ErrorCode.RecipeHomeNotDistributed,
                home.Place,
                $"The home region {home.Value} is not among the regions of the distribution, which {named}.",
                $"add '{home.Value}: {{}}' to the distribution's regions.");
        }

        var partition = AwsRegions.PartitionOf(home.Value);
        foreach (var other in places.Where(region => AwsRegions.PartitionOf(region.Value) != partition))
        {
            problems.Add(
                ErrorCode.RecipePartitions,
                other.Place,
                $"{other.Value} is of the partition {AwsRegions.PartitionOf(other.Value)} and the home region {home.Value} of {partition}; images are not copied between partitions.",
                "write a recipe for each partition.");
        }

        if (places.Count == 1 && role is null && distribution.Regions[0].LeavesTheAccount)
        {
            problems.Add(
                ErrorCode.RecipeExecutionRoleMissing,
                recipe.Place,
                "The image is copied to or shared with others and the recipe names no executionRole, with which Image Builder does so.",
                "add 'executionRole: <name of the role>'.");
        }

        if (places.Count > 1 && role is null)
        {
            var count = places.Count.ToString(CultureInfo.InvariantCulture);
            problems.Add(
                ErrorCode.RecipeExecutionRoleMissing,
                recipe.Place,
                $"The image goes to {count} regions and the recipe names no executionRole, with which Image Builder distributes it.",
                "add 'executionRole: <name of the role>'.");
        }
    }
}
