using GoldenAmi.Builds.Deciding;
using GoldenAmi.Builds.Images;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Publishing;

/// <summary>What others have of an image that the recipe does not name for them: nobody takes it away, because something of theirs may use it.</summary>
/// <param name="Region">Where it is.</param>
/// <param name="Id">The AMI.</param>
internal abstract record Remnant(Region Region, AmiId Id)
{
    /// <summary>Launch permissions of an AMI of the account that builds.</summary>
    /// <param name="Members">Account ids, ARNs of organizations and units, <c>all</c>; sorted, at least one.</param>
    internal sealed record Permissions(Region Where, AmiId Ami, IReadOnlyList<string> Members) : Remnant(Where, Ami);

    /// <summary>An AMI that a distribution made in another account. Whether it is still there only that account can say.</summary>
    internal sealed record Copy(Region Where, AccountId Account, AmiId Ami) : Remnant(Where, Ami);

    /// <summary>An AMI of the account that builds, in a region that the recipe does not name.</summary>
    internal sealed record Elsewhere(Region Where, AmiId Ami) : Remnant(Where, Ami);
}

/// <summary>Finds what is left of earlier wishes. Pure: facts in, remnants out.</summary>
internal static class RemnantPlanner
{
    /// <param name="image">The build whose AMIs are looked at; its distributions are among the facts.</param>
    /// <returns>Sorted by region, then by AMI.</returns>
    public static IReadOnlyList<Remnant> Find(BuildFacts facts, ImageBuild image)
    {
        var wanted = facts.Regions.ToDictionary(region => region.Region);
        var outputs = Outputs(facts, image).Distinct().ToList();
        IEnumerable<Remnant> copies =
            from output in outputs
            where output.Account is { } account && account != image.Owner && !(wanted.GetValueOrDefault(output.Region)?.CopyTo.Contains(account) ?? false)
            select new Remnant.Copy(output.Region, output.Account!.Value, output.Id);
        return
        [
            .. (DistributionPlanner.Find(facts, image) ?? []).SelectMany(Permissions)
                .Concat(copies)
                .Concat(facts.Elsewhere.Where(ami => ami.IsThere && outputs.Exists(output => output.Id == ami.Id)).Select(ami => new Remnant.Elsewhere(ami.Region, ami.Id)))
                .OrderBy(remnant => remnant.Region).ThenBy(remnant => remnant.Id),
        ];
    }

    /// <summary>Regions that the image's distributions went to and the recipe does not name, sorted.</summary>
    public static IReadOnlyList<Region> RegionsElsewhere(BuildFacts facts, ImageBuild image) =>
    [
        .. Outputs(facts, image).Where(output => output.Account is null || output.Account == image.Owner).Select(output => output.Region)
            .Except(facts.Regions.Select(region => region.Region)).Order(),
    ];

    private static IEnumerable<OutputAmi> Outputs(BuildFacts facts, ImageBuild image) =>
        facts.Builds.Where(build => DistributionPlanner.IsOf(build, image)).Append(image).SelectMany(build => build.Outputs);

    private static IEnumerable<Remnant> Permissions(FoundRegion found)
    {
        var more = (found.Image?.SharedWith ?? []).Except(found.Wanted.SharedWith).Where(member => member != found.Image!.Account.Value).Order(StringComparer.Ordinal).ToList();
        return more.Count == 0 ? [] : [new Remnant.Permissions(found.Wanted.Region, found.Image!.Id, more)];
    }
}
