using GoldenAmi.Builds;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Publishing;

/// <summary>Decides how a tested image gets to the regions that lack it. Pure: facts in, one step out.</summary>
internal static class DistributionPlanner
{
    /// <param name="image">The build whose home AMI is to be everywhere.</param>
    public static DistributionStep Plan(BuildFacts facts, ImageBuild image)
    {
        var home = image.FindAmi(facts.Home);
        if (home is null || Find(facts, facts.Home, home.Value) is not { } homeImage)
        {
            return new DistributionStep.SourceLost(home);
        }

        var distributions = facts.Builds.Where(build => IsOf(build, image)).OrderBy(build => build.Arn.Build).ToList();
        var found = facts.Regions
            .Select(wanted => (wanted.Region, Image: wanted.Region == facts.Home ? homeImage : FindCopy(facts, distributions, wanted)))
            .OrderBy(pair => pair.Region)
            .ToList();
        var missing = found.Where(pair => pair.Image is null).Select(pair => pair.Region).ToList();
        if (missing.Count == 0)
        {
            // It made its copies and failed after that: what it was to do with them may not be done.
            if (distributions.LastOrDefault() is { State: BuildState.Failed, WasRetried: false } unfinished && found.Any(pair => unfinished.FindAmi(pair.Region) == pair.Image!.Id && pair.Region != facts.Home))
            {
                return new DistributionStep.Retry(unfinished);
            }

            return new DistributionStep.Complete([.. found.Select(pair => pair.Image!)]);
        }

        return distributions.LastOrDefault() switch
        {
            { IsTerminal: false } running => new DistributionStep.Attach(running),
            { State: BuildState.Failed, WasRetried: false } failed => new DistributionStep.Retry(failed),
            _ => new DistributionStep.Start(missing, distributions.Count),
        };
    }

    /// <summary>Whether a build version is a distribution of the image. Without a source tag (older runs) the fingerprint, which is one per version, decides.</summary>
    public static bool IsOf(ImageBuild build, ImageBuild image) =>
        build.IsDistribution && (!build.Tags.TryGetValue(ImageTags.Source, out var source) || source == image.Arn.Value);

    /// <summary>The newest copy that is there and is as the recipe wants it now.</summary>
    private static RegionalAmi? FindCopy(BuildFacts facts, IEnumerable<ImageBuild> distributions, WantedRegion wanted) =>
        distributions
            .Reverse()
            .Select(distribution => distribution.FindAmi(wanted.Region))
            .OfType<AmiId>()
            .Select(id => Find(facts, wanted.Region, id))
            .FirstOrDefault(copy => copy is not null && HasSettings(copy, wanted));

    /// <summary>An AMI without the tag is taken as it is: the service may not have tagged it yet.</summary>
    private static bool HasSettings(RegionalAmi copy, WantedRegion wanted) =>
        !copy.Tags.TryGetValue(ImageTags.Settings, out var settings) || settings == wanted.Settings;

    private static RegionalAmi? Find(BuildFacts facts, Region region, AmiId id) =>
        facts.Images.FirstOrDefault(image => image.Region == region && image.Id == id && image.IsThere);
}
