using GoldenAmi.Builds.Deciding;
using GoldenAmi.Builds.Images;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Publishing;

/// <summary>Decides how a tested image gets to the regions and accounts that lack it. Pure: facts in, one step out.</summary>
internal static class DistributionPlanner
{
    /// <param name="image">The build whose home AMI is to be everywhere.</param>
    public static DistributionStep Plan(BuildFacts facts, ImageBuild image)
    {
        var found = Find(facts, image);
        if (found is null)
        {
            return new DistributionStep.SourceLost(image.FindAmi(facts.Home));
        }

        var distributions = DistributionsOf(facts, image);
        var missing = found.Where(region => !region.IsComplete).Select(region => region.Wanted.Region).ToList();
        if (missing.Count == 0)
        {
            // It made its copies and failed after that: what it was to do with them may not be done.
            if (distributions.LastOrDefault() is { State: BuildState.Failed, WasRetried: false } unfinished
                && found.Any(region => unfinished.FindAmi(region.Wanted.Region) == region.Image!.Id && region.Wanted.Region != facts.Home))
            {
                return new DistributionStep.Retry(unfinished);
            }

            return new DistributionStep.Complete([.. found.Select(region => region.Image!)]) { Copies = [.. found.SelectMany(region => region.Copies)] };
        }

        return distributions.LastOrDefault() switch
        {
            { IsTerminal: false } running => new DistributionStep.Attach(running),
            { State: BuildState.Failed, WasRetried: false } failed => new DistributionStep.Retry(failed),
            _ => new DistributionStep.Start(missing, distributions.Count),
        };
    }

    /// <summary>What of the image is where, sorted by region; null when the home region's AMI is gone.</summary>
    public static IReadOnlyList<FoundRegion>? Find(BuildFacts facts, ImageBuild image)
    {
        if (image.FindAmi(facts.Home) is not { } home || Find(facts, facts.Home, home) is not { } homeImage)
        {
            return null;
        }

        var distributions = DistributionsOf(facts, image);
        return
        [
            .. facts.Regions.OrderBy(wanted => wanted.Region).Select(wanted => new FoundRegion(
                wanted,
                wanted.Region == facts.Home ? homeImage : FindCopy(facts, distributions, wanted) ?? FindOwnCopy(facts, image, wanted),
                [.. wanted.CopyTo.Order().Select(account => FindCopy([image, .. distributions], wanted.Region, account)).OfType<AccountCopy>()])),
        ];
    }

    private static List<ImageBuild> DistributionsOf(BuildFacts facts, ImageBuild image) => [.. ImageBuild.InOrder(facts.Builds.Where(build => IsOf(build, image)))];

    /// <summary>Whether a build version is a distribution of the image. Without a source tag (older runs) the fingerprint, which is one per version, decides.</summary>
    public static bool IsOf(ImageBuild build, ImageBuild image) =>
        build.IsDistribution && (build.Tags.TryGetValue(ImageTags.Source, out var source) ? source == image.Arn.Value : build.Arn.VersionArn == image.Arn.VersionArn);

    /// <summary>The copy that an image of a schedule made itself, before it was adopted. Only with the tag: its pipeline may have made it under other settings.</summary>
    private static RegionalAmi? FindOwnCopy(BuildFacts facts, ImageBuild image, WantedRegion wanted) =>
        image.FindAmi(wanted.Region) is { } id && Find(facts, wanted.Region, id) is { } copy && copy.Tags.GetValueOrDefault(ImageTags.Settings) == wanted.Settings ? copy : null;

    /// <summary>The newest copy that is there and is as the recipe wants it now.</summary>
    private static RegionalAmi? FindCopy(BuildFacts facts, IEnumerable<ImageBuild> distributions, WantedRegion wanted) =>
        distributions
            .Where(distribution => !IsGivenUp(distribution))
            .Reverse()
            .Select(distribution => distribution.FindAmi(wanted.Region))
            .OfType<AmiId>()
            .Select(id => Find(facts, wanted.Region, id))
            .FirstOrDefault(copy => copy is not null && HasSettings(copy, wanted));

    /// <summary>It made copies, maybe, and will not come to its end: what it was to do with them, tags for example, may not be done, so that they are made anew.</summary>
    internal static bool IsGivenUp(ImageBuild distribution) => distribution.State == BuildState.Cancelled || distribution is { State: BuildState.Failed, WasRetried: true };

    /// <summary>The newest copy in another account of which Image Builder tells. Whether it is still there only that account can say.</summary>
    private static AccountCopy? FindCopy(IEnumerable<ImageBuild> distributions, Region region, AccountId account) =>
        distributions
            .Reverse()
            .Where(distribution => distribution.State == BuildState.Available)
            .Select(distribution => distribution.FindOutput(region, account) is { } output
                ? new AccountCopy(region, account, output.Id, output.Name, distribution.Arn, distribution.Tags.ContainsKey(ImageTags.Verified))
                : null)
            .FirstOrDefault(copy => copy is not null);

    /// <summary>An AMI without the tag is taken as it is: the service may not have tagged it yet.</summary>
    private static bool HasSettings(RegionalAmi copy, WantedRegion wanted) =>
        !copy.Tags.TryGetValue(ImageTags.Settings, out var settings) || settings == wanted.Settings;

    private static RegionalAmi? Find(BuildFacts facts, Region region, AmiId id) =>
        facts.Images.FirstOrDefault(image => image.Region == region && image.Id == id && image.IsThere);
}

/// <summary>What of an image is in one region.</summary>
/// <param name="Image">The AMI of the account that builds, or null.</param>
/// <param name="Copies">The AMIs of the wanted accounts that were made.</param>
internal sealed record FoundRegion(WantedRegion Wanted, RegionalAmi? Image, IReadOnlyList<AccountCopy> Copies)
{
    public bool IsComplete => Image is not null
        && Copies.Count == Wanted.CopyTo.Count
        && Wanted.SharedWith.All(member => Image.SharedWith?.Contains(member) == true);
}
