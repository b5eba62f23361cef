using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Publishing;

/// <summary>Where a recipe says something of a region.</summary>
internal static class RegionPlace
{
    /// <summary>The region's line; the distribution's own, when the recipe has no such region.</summary>
    /// <param name="region">As a service names it: <c>eu-west-1</c>.</param>
    public static SourcePlace? Of(Recipe recipe, string region) =>
        recipe.Distribution.Regions.FirstOrDefault(each => each.Region.Value.Value == region)?.Region.Place ?? recipe.Distribution.Name.Place;
}
