using GoldenAmi.Aws;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Images;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;

namespace GoldenAmi.Publishing;

/// <summary>Reads what was released of a recipe: a call for each 25 versions, one for each version, one for each region, and the same once more for what its schedule built.</summary>
public sealed class ReleaseHistory(AwsClients clients)
{
    /// <returns>The newest first. Builds that did not end well, that their gates hold back, or whose AMI in the home region Image Builder does not name, are not among them.</returns>
    public async Task<RecipeHistory> ReadAsync(Recipe recipe, CancellationToken ct)
    {
        var home = recipe.Region.Value;
        var regions = recipe.Distribution.Regions.Select(region => region.Region.Value).ToList();
        var amis = new AmiReader(clients).ReadAsync(recipe.Name.Value, recipe.Variant, null, regions, ct);
        var builds = await ReadBuildsAsync(recipe, ct);
        var found = await amis;
        var releases = builds
            .Where(build => build is { State: BuildState.Available, IsDistribution: false, IsHeld: false } && build.FindAmi(home) is not null)
            .OrderByDescending(build => Builds.ComponentVersion.Find(build.Version)).ThenByDescending(build => build.CreatedAt).ThenByDescending(build => build.Arn.Build)
            .Select(build => ReleaseOf(build, builds, found, home, regions))
            .ToList();
        return new RecipeHistory(
            releases,
            [.. found.Select(ami => new LineageImage(recipe.Name.Value, ami.Region, ami.Account, ami.Architecture, ami.Id, ami.CreatedAt) { Name = ami.Name })]);
    }

    /// <summary>Of what a schedule built only what was adopted.</summary>
    private async Task<IReadOnlyList<ImageBuild>> ReadBuildsAsync(Recipe recipe, CancellationToken ct)
    {
        var reader = new ImageReader(clients, recipe.Region.Value);
        var builds = new List<ImageBuild>();
        foreach (var name in ImageLines.Of(recipe.ResourceName))
        {
            foreach (var version in await reader.ListVersionsAsync(name, ct))
            {
                builds.AddRange((await reader.ListBuildsAsync(version, ct)).Where(build => name == recipe.ResourceName || build.IsAdopted || build.IsDistribution));
            }
        }

        return builds;
    }

    private static PastRelease ReleaseOf(ImageBuild build, IReadOnlyList<ImageBuild> builds, IReadOnlyList<RegionalAmi> found, Region home, List<Region> regions)
    {
        var distributions = ImageBuild.InOrder(builds.Where(other => DistributionPlanner.IsOf(other, build) && !DistributionPlanner.IsGivenUp(other))).Reverse().ToList();
        return new PastRelease(build, [.. regions.Order().Select(region => Find(region))])
        {
            Commit = build.Tags.GetValueOrDefault(ImageTags.Commit),
        };

        PastImage Find(Region region)
        {
            var named = region == home ? [build.FindAmi(home)] : distributions.Append(build).Select(maker => maker.FindAmi(region)).Where(id => id is not null).ToList();
            var images = named.Select(id => found.FirstOrDefault(ami => ami.Region == region && ami.Id == id)).OfType<RegionalAmi>().ToList();
            return new PastImage(region, named.FirstOrDefault(), images.Find(ami => ami.State == AmiState.Available));
        }
    }
}

/// <summary>What was released of a recipe.</summary>
/// <param name="Releases">The newest first.</param>
/// <param name="Lineage">Every AMI of the recipe in its regions.</param>
public sealed record RecipeHistory(IReadOnlyList<PastRelease> Releases, IReadOnlyList<LineageImage> Lineage);
