using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Sweeping;
using GoldenAmi.Publishing;

namespace GoldenAmi.Tests.Builds.Sweeping;

/// <summary>What counts as left over, and what never does.</summary>
public sealed class SweepPlannerSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Noon.AddDays(1);

    [Fact]
    public void A_build_that_nobody_claimed_or_follows_is_cancelled_when_it_is_old_enough()
    {
        var lost = Build(1, BuildState.Building) with { CreatedAt = Noon };

        Assert.Equal([new Leftover.LostBuild(lost.Arn, Worlds.Home, "is building and no run started or follows it")], Plan([lost], []));
        Assert.Empty(SweepPlanner.Plan(Worlds.Home, [lost], [], Noon.AddMinutes(59)));
        Assert.Empty(Plan([lost with { Tags = Tags((ImageTags.Run, "run-1")) }], []));
        Assert.Empty(Plan([lost with { Tags = Tags((ImageTags.Attached, "run-1")) }], []));
        Assert.Empty(Plan([lost with { Tags = new Dictionary<string, string>() }], []));
    }

    [Fact]
    public void The_AMI_of_a_cancelled_build_is_deregistered_with_its_snapshot()
    {
        var cancelled = Build(1, BuildState.Cancelled);

        Assert.Equal(
            [new Leftover.DeadAmi(Worlds.Id(0, 1), Worlds.Home, "its build 1.4.0/1 was cancelled")],
            Plan([cancelled], [Worlds.Ami(Worlds.Home, Worlds.Id(0, 1))]));
    }

    [Fact]
    public void A_failed_build_that_may_be_resumed_keeps_its_AMI_until_another_was_built()
    {
        var failed = Build(1, BuildState.Failed);
        RegionalAmi[] amis = [Worlds.Ami(Worlds.Home, Worlds.Id(0, 1)), Worlds.Ami(Worlds.Home, Worlds.Id(0, 2))];

        Assert.Empty(Plan([failed], amis));
        Assert.Equal(["ami-00000000000000001"], Plan([failed, Build(2, BuildState.Available)], amis).Select(each => each.Resource));
        Assert.Equal(["ami-00000000000000001"], Plan([failed with { Tags = Tags((ImageTags.Retried, "true")) }], amis).Select(each => each.Resource));
    }

    [Fact]
    public void What_is_young_or_marked_to_be_kept_is_left()
    {
        var cancelled = Build(1, BuildState.Cancelled);
        var ami = Worlds.Ami(Worlds.Home, Worlds.Id(0, 1));

        Assert.Empty(Plan([cancelled], [ami with { CreatedAt = Later.AddMinutes(-5) }]));
        Assert.Empty(Plan([cancelled], [ami with { Tags = new Dictionary<string, string> { [SweepPlanner.KeepTag] = "for the audit" } }]));
    }

    [Fact]
    public void What_a_distribution_made_is_left_however_it_ended()
    {
        var distribution = Build(2, BuildState.Failed) with { Tags = Tags((ImageTags.Distribution, "sha256:0"), (ImageTags.Retried, "true")) };

        Assert.Empty(Plan([Build(1, BuildState.Available), distribution], [Worlds.Ami(Worlds.Home, Worlds.Id(0, 1)), Worlds.Ami(Worlds.Home, Worlds.Id(0, 2))]));
    }

    // In whatever world: an AMI that an image which is available, deprecated or still running names is never swept, nor one that no image names.
    [Fact]
    public void What_is_released_is_never_touched()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var (builds, random) = (new List<ImageBuild>(), new Random(seed));
            var states = Enum.GetValues<BuildState>();
            for (var number = 1; number <= 1 + (seed % 7); number++)
            {
                builds.Add(Build(number, states[random.Next(states.Length)]) with
                {
                    Tags = Tags([.. new[] { (ImageTags.Retried, "true"), (ImageTags.Distribution, "sha256:0"), (ImageTags.Run, "run-1") }.Where(_ => random.Next(3) == 0)]),
                    Outputs = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new OutputAmi(Worlds.Home, Worlds.Id(0, random.Next(1, 10))))],
                });
            }

            var named = builds.Where(build => build.State is not (BuildState.Failed or BuildState.Cancelled) || build.IsDistribution).SelectMany(build => build.Outputs).Select(output => output.Id.Value).ToHashSet();
            var known = builds.SelectMany(build => build.Outputs).Select(output => output.Id.Value).ToHashSet();
            var swept = Plan(builds, [.. Enumerable.Range(1, 12).Select(number => Worlds.Ami(Worlds.Home, Worlds.Id(0, number)))]).OfType<Leftover.DeadAmi>();

            Assert.All(swept, ami => Assert.True(!named.Contains(ami.Resource) && known.Contains(ami.Resource), $"seed {seed} sweeps {ami}"));
        }
    }

    private static IReadOnlyList<Leftover> Plan(IReadOnlyList<ImageBuild> builds, IReadOnlyList<RegionalAmi> images) => SweepPlanner.Plan(Worlds.Home, builds, images, Later);

    private static ImageBuild Build(int number, BuildState state) => new(Worlds.Arn(number), state)
    {
        CreatedAt = Noon, Tags = Tags(), Outputs = [new OutputAmi(Worlds.Home, Worlds.Id(0, number))],
    };

    private static Dictionary<string, string> Tags(params (string Name, string Value)[] more) =>
        more.Append((ImageTags.Recipe, "web")).ToDictionary(tag => tag.Item1, tag => tag.Item2);
}
