using FsCheck;
using FsCheck.Fluent;
using GoldenAmi.Builds.Deciding;
using GoldenAmi.Builds.Images;
using GoldenAmi.Identifiers;
using GoldenAmi.Publishing;

namespace GoldenAmi.Tests.Builds;

/// <summary>Generates valid worlds for the planners: an image version's builds and distributions, and what EC2 shows of their AMIs.</summary>
internal static class Worlds
{
    public static readonly Region Home = Region.Parse("us-east-1");
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly AccountId Account = AccountId.Parse("111122223333");

    /// <summary>Any world: any states, any AMIs lost, forced or not, with a refresh age or not.</summary>
    public static Arbitrary<BuildFacts> Any() => World(Gen.ArrayOf(Gen.Elements(Enum.GetValues<BuildState>()))).ToArbitrary();

    public static ImageArn Arn(int build) => ImageArn.Parse($"arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.4.0/{build}");

    public static RegionalAmi Ami(Region region, AmiId id, AmiState state = AmiState.Available) => new(region, Account, "x86_64", id, state)
    {
        Name = $"web {id}",
        CreatedAt = Noon,
        RootSnapshot = "snap-0abcdef1234567890",
    };

    public static AmiId Id(int region, int build) => AmiId.Parse($"ami-{region:x4}{build:x13}");

    private static Gen<BuildFacts> World(Gen<BuildState[]> states) =>
        from regions in Gen.Elements<string[]>(["us-east-1"], ["us-east-1", "eu-west-1"], ["us-east-1", "eu-west-1", "us-west-2"])
        from buildStates in states
        from distributionOf in Gen.ArrayOf(Gen.Choose(1, 4))
        from distributionStates in Gen.ArrayOf(Gen.Elements(Enum.GetValues<BuildState>()), distributionOf.Length)
        from retried in Gen.ArrayOf(Gen.Elements(true, false), buildStates.Length + distributionOf.Length)
        from lost in Gen.ArrayOf(Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true))), (buildStates.Length + distributionOf.Length) * 3)
        from failure in Gen.Elements<FailedStage?>(null, FailedStage.Build, FailedStage.TestComponent, FailedStage.TestMachinery, FailedStage.Distribution)
        from force in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        from refresh in Gen.Elements<int?>(null, 1, 30)
        select Assemble([.. regions.Select(Region.Parse)], buildStates, distributionOf, distributionStates, retried, lost) with
        {
            LastFailure = failure,
            Force = force,
            Refresh = refresh is { } days ? TimeSpan.FromDays(days) : null,
        };

    private static BuildFacts Assemble(Region[] regions, BuildState[] buildStates, int[] distributionOf, BuildState[] distributionStates, bool[] retried, bool[] lost)
    {
        var builds = new List<ImageBuild>();
        var images = new List<RegionalAmi>();
        for (var index = 0; index < buildStates.Length + distributionOf.Length; index++)
        {
            var distribution = index - buildStates.Length;
            var state = distribution < 0 ? buildStates[index] : distributionStates[distribution];
            var tags = new Dictionary<string, string>(StringComparer.Ordinal);
            if (distribution >= 0)
            {
                tags[ImageTags.Distribution] = "sha256:any";
                tags[ImageTags.Source] = Arn(distributionOf[distribution]).Value;
            }

            if (retried[index])
            {
                tags[ImageTags.Retried] = "true";
            }

            var places = state != BuildState.Available ? [] : distribution < 0 ? [Home] : regions.Where(region => region != Home).ToArray();
            var outputs = places.Select(region => new OutputAmi(region, Id(Array.IndexOf(regions, region), index + 1))).ToList();
            builds.Add(new ImageBuild(Arn(index + 1), state) { Tags = tags, Outputs = outputs, CreatedAt = Noon.AddDays(-2 * (buildStates.Length + distributionOf.Length - index)) });
            images.AddRange(outputs.Where((_, at) => !lost[(index * 3) + at]).Select(output => Ami(output.Region, output.Id)));
        }

        return new BuildFacts
        {
            Home = Home,
            Regions = [.. regions.Select(region => new WantedRegion(region, "sha256:settings"))],
            Now = Noon,
            Builds = builds,
            Images = images,
        };
    }
}
