using GoldenAmi.Aws;
using GoldenAmi.Builds.Following;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Publishing;

namespace GoldenAmi.Builds.Deciding;

/// <summary>
/// Looks at everything that decides what to do: image recipes (a call for each 25 versions), the builds of the fingerprint's version
/// (one call, and one more when the schedule built this content), the AMIs of each region (one call each), with whom they are shared (one call for each region that shares or shared), and two calls more after a failed build.
/// </summary>
internal sealed class FactsReader(AwsClients clients, TimeProvider time)
{
    public async Task<Surroundings> ReadAsync(ResolvedRecipe resolved, bool force, CancellationToken ct)
    {
        var recipe = resolved.Recipe;
        var home = recipe.Region.Value;
        Task<IReadOnlyList<RegionalAmi>> ReadImagesAsync() =>
            new AmiReader(clients).ReadAsync(recipe.Name.Value, recipe.Variant, resolved.Account.Id, [.. recipe.Distribution.Regions.Select(region => region.Region.Value)], ct);
        var images = ReadImagesAsync();
        var found = new ImageRecipeReader(clients).FindAsync(resolved, ct);
        var own = ReadBuildsAsync(found, resolved, ct);
        await Task.WhenAll(images, own);
        IReadOnlyList<ImageBuild> builds = [.. await own, .. await ReadAdoptedAsync(await images, await found, resolved, ct)];
        if (IsBehind(builds, await images, resolved))
        {
            // Both are read at once: another run's build that ended in between would seem to have lost its AMI, and be built again.
            images = ReadImagesAsync();
            await images;
        }

        var facts = new BuildFacts
        {
            Home = home,
            Regions = [.. recipe.Distribution.Regions.Select(WantedRegion.Of)],
            Refresh = recipe.Refresh,
            Force = force,
            MustBeScanned = recipe.Gates.Vulnerabilities is not null,
            Now = time.GetUtcNow(),
            Builds = builds,
            Images = await images,
            LastFailure = await FindFailedStageAsync(builds, resolved, ct),
        };
        return new Surroundings(await found, await ReadElsewhereAsync(await new LaunchPermissions(clients).ReadAsync(facts, ct), resolved, ct));
    }

    /// <summary>One call for each region that the recipe does not name and a distribution of the image went to; none as a rule.</summary>
    private async Task<BuildFacts> ReadElsewhereAsync(BuildFacts facts, ResolvedRecipe resolved, CancellationToken ct) =>
        facts.NewestImage is { } newest && RemnantPlanner.RegionsElsewhere(facts, newest) is { Count: > 0 } regions
            ? facts with { Elsewhere = await new AmiReader(clients).ReadAsync(resolved.Recipe.Name.Value, resolved.Recipe.Variant, resolved.Account.Id, regions, ct) }
            : facts;

    /// <summary>The newest build or distribution that ended well names an AMI that EC2 does not show. Copies in other accounts, and regions that the recipe names no more, are not read.</summary>
    private static bool IsBehind(IReadOnlyList<ImageBuild> builds, IReadOnlyList<RegionalAmi> images, ResolvedRecipe resolved) =>
        builds.Where(build => build.State == BuildState.Available).GroupBy(build => build.IsDistribution).Select(kind => ImageBuild.InOrder(kind)[^1])
            .SelectMany(newest => newest.Outputs).Where(output => (output.Account ?? resolved.Account.Id) == resolved.Account.Id && resolved.Recipe.Distribution.Regions.Any(region => region.Region.Value == output.Region))
            .Any(output => !images.Any(image => image.Region == output.Region && image.Id == output.Id));

    private async Task<IReadOnlyList<ImageBuild>> ReadBuildsAsync(Task<ImageRecipeVersion?> found, ResolvedRecipe resolved, CancellationToken ct) =>
        await found is { } version ? await new ImageReader(clients, resolved.Recipe.Region.Value).ListBuildsAsync(version.ImageVersionArn, ct) : [];

    /// <summary>What a schedule built of this content and was adopted, with its distributions: the AMIs in the home region say of which image they are. No call when there is none.</summary>
    private async Task<IReadOnlyList<ImageBuild>> ReadAdoptedAsync(IReadOnlyList<RegionalAmi> images, ImageRecipeVersion? own, ResolvedRecipe resolved, CancellationToken ct)
    {
        var (home, fingerprint) = (resolved.Recipe.Region.Value, resolved.Fingerprint.Value);
        var builds = new List<ImageBuild>();
        foreach (var version in images.Where(image => image.Region == home && image.Tags.GetValueOrDefault(ImageTags.Fingerprint) == fingerprint)
            .Select(image => ImageArn.TryParse(image.Tags.GetValueOrDefault(ReleasedParents.Origin), out var arn) ? arn.VersionArn : null)
            .OfType<string>().Where(version => version != own?.ImageVersionArn).Distinct(StringComparer.Ordinal))
        {
            builds.AddRange(await new ImageReader(clients, home).ListBuildsAsync(version, ct));
        }

        // The same version holds other contents too, one for each time that something floated.
        return [.. builds.Where(build => build.Tags.GetValueOrDefault(ImageTags.Fingerprint) == fingerprint && (build.IsAdopted || build.IsDistribution))];
    }

    private async Task<FailedStage?> FindFailedStageAsync(IReadOnlyList<ImageBuild> builds, ResolvedRecipe resolved, CancellationToken ct) =>
        ImageBuild.InOrder(builds.Where(build => !build.IsDistribution)) is [.., { State: BuildState.Failed } failed]
            ? (await new FailureReader(clients, resolved.Recipe.Region.Value).ReadAsync(failed, ct)).Stage
            : null;
}

/// <summary>The facts, and the image recipe that they are about.</summary>
/// <param name="ImageRecipe">Null when no image recipe has the fingerprint.</param>
internal sealed record Surroundings(ImageRecipeVersion? ImageRecipe, BuildFacts Facts);
