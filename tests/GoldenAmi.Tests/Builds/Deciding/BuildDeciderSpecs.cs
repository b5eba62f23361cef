using FsCheck;
using FsCheck.Fluent;
using GoldenAmi.Builds.Deciding;
using GoldenAmi.Builds.Images;
using GoldenAmi.Identifiers;
using GoldenAmi.Publishing;

namespace GoldenAmi.Tests.Builds.Deciding;

public sealed class BuildDeciderSpecs
{
    // Reuse is a promise: an AMI that can be started, in every region that the recipe names, in the recipe's order of regions.
    [Fact]
    public void Reuse_names_one_usable_image_for_every_wanted_region() => Hold(facts =>
        BuildDecider.Decide(facts) is not BuildDecision.Reuse reuse
        || (reuse.Images.Select(image => image.Region).SequenceEqual(facts.Regions.Select(wanted => wanted.Region).Order())
            && reuse.Images.All(image => image.IsThere && facts.Images.Contains(image))
            && reuse.Image.State == BuildState.Available));

    // Two builds of the same content at once are money burnt: while one runs, nothing else is started.
    [Fact]
    public void A_running_build_is_attached_to_whatever_else_is_true() => Hold(facts =>
        facts.Builds.Any(build => !build.IsDistribution && !build.IsTerminal) == (BuildDecider.Decide(facts) is BuildDecision.Attach));

    // A token that was used by a build that ended would give that dead build back.
    [Fact]
    public void A_new_build_counts_every_build_that_ended_before() => Hold(facts =>
        BuildDecider.Decide(facts) is not BuildDecision.Build build
        || build.Attempt == facts.Builds.Count(image => !image.IsDistribution));

    // A failing test must fail again on a bad image, not be argued away by a retry of the same image.
    [Fact]
    public void A_failed_test_component_or_build_step_is_never_resumed() => Hold(facts =>
        BuildDecider.Decide(facts) is not BuildDecision.Resume resume
        || (resume.Image.State == BuildState.Failed && !resume.Image.WasRetried
            && facts.LastFailure is FailedStage.TestMachinery or FailedStage.Distribution));

    // Only what a build proved may leave the home region.
    [Fact]
    public void Only_an_available_image_is_published_and_never_to_its_home_region() => Hold(facts =>
        BuildDecider.Decide(facts) is not BuildDecision.Publish publish
        || (publish.Image.State == BuildState.Available && !(publish.Step is DistributionStep.Start start && start.Regions.Contains(facts.Home))));

    [Fact]
    public void Force_always_leads_to_a_build_of_this_moment() => Hold(facts =>
        BuildDecider.Decide(facts with { Force = true }) is BuildDecision.Build or BuildDecision.Attach);

    // The order in which AWS lists things is not promised.
    [Fact]
    public void The_order_of_the_lists_decides_nothing() => Hold(facts =>
    {
        var turned = facts with { Builds = [.. facts.Builds.Reverse()], Images = [.. facts.Images.Reverse()], Regions = [.. facts.Regions.Reverse()] };
        return Describe(BuildDecider.Decide(facts)) == Describe(BuildDecider.Decide(turned));
    });

    // Whatever distribution is planned ends: after the regions it names are there, nothing is left to do.
    [Fact]
    public void A_started_distribution_that_succeeds_leaves_nothing_to_do() => Hold(facts =>
    {
        if (BuildDecider.Decide(facts) is not BuildDecision.Publish { Step: DistributionStep.Start start } publish)
        {
            return true;
        }

        var number = facts.Builds.Max(build => build.Arn.Build) + 1;
        var outputs = start.Regions.Select((region, index) => new OutputAmi(region, Worlds.Id(index, number))).ToList();
        var done = new ImageBuild(Worlds.Arn(number), BuildState.Available)
        {
            Outputs = outputs,
            Tags = new Dictionary<string, string> { [ImageTags.Distribution] = "sha256:any", [ImageTags.Source] = publish.Image.Arn.Value },
        };
        var after = facts with
        {
            Builds = [.. facts.Builds, done],
            Images = [.. facts.Images, .. outputs.Select(output => Worlds.Ami(output.Region, output.Id))],
        };
        return BuildDecider.Decide(after) is BuildDecision.Reuse;
    });

    [Fact]
    public void An_image_deleted_in_one_region_is_distributed_there_again_and_only_there()
    {
        var decision = BuildDecider.Decide(Released(lost: "eu-west-1"));

        var publish = Assert.IsType<BuildDecision.Publish>(decision);
        var start = Assert.IsType<DistributionStep.Start>(publish.Step);
        Assert.Equal(["eu-west-1"], start.Regions.Select(region => region.Value));
        Assert.Equal(1, start.Attempt);
        Assert.Equal("the image is built, but not in eu-west-1", decision.Reason);
    }

    [Fact]
    public void An_image_deleted_in_its_home_region_is_built_anew()
    {
        var decision = Assert.IsType<BuildDecision.Build>(BuildDecider.Decide(Released(lost: "us-east-1")));

        Assert.Equal("the image was built before, but its AMI ami-00000000000000001 is no longer in us-east-1", decision.Reason);
        Assert.Equal(1, decision.Attempt);
    }

    [Fact]
    public void A_changed_key_of_a_region_asks_for_a_new_copy_there()
    {
        var facts = Released(lost: null);
        var tagged = facts.Images.Select(image => image with { Tags = new Dictionary<string, string> { [ImageTags.Settings] = "sha256:settings" } });
        Assert.IsType<BuildDecision.Reuse>(BuildDecider.Decide(facts with { Images = [.. tagged] }));

        var changed = facts with { Images = [.. tagged], Regions = [facts.Regions[0], facts.Regions[1] with { Settings = "sha256:other" }] };

        var publish = Assert.IsType<BuildDecision.Publish>(BuildDecider.Decide(changed));
        Assert.Equal(["eu-west-1"], Assert.IsType<DistributionStep.Start>(publish.Step).Regions.Select(region => region.Value));
    }

    // What it was still to do with them, tags for example, nobody knows.
    [Fact]
    public void Copies_of_a_distribution_that_failed_when_it_was_resumed_too_are_made_anew()
    {
        var facts = Released(lost: null);
        ImageBuild[] failed = [.. facts.Builds.Select(build => build.IsDistribution ? build with { State = BuildState.Failed } : build)];
        ImageBuild[] retried = [.. failed.Select(build => build.IsDistribution ? build with { Tags = new Dictionary<string, string>(build.Tags) { [ImageTags.Retried] = "true" } } : build)];

        var once = Assert.IsType<BuildDecision.Publish>(BuildDecider.Decide(facts with { Builds = failed }));
        var twice = Assert.IsType<BuildDecision.Publish>(BuildDecider.Decide(facts with { Builds = retried }));

        Assert.IsType<DistributionStep.Retry>(once.Step);
        Assert.Equal(["eu-west-1"], Assert.IsType<DistributionStep.Start>(twice.Step).Regions.Select(region => region.Value));
    }

    [Fact]
    public void Copies_of_a_distribution_that_was_cancelled_are_made_anew_also_when_a_later_one_brought_others()
    {
        var facts = Released(lost: null);
        var cancelled = facts.Builds.Select(build => build.IsDistribution ? build with { State = BuildState.Cancelled } : build).ToList();
        var later = Worlds.Arn(9);
        var good = facts.Builds.Single(build => build.IsDistribution) with { Arn = later, Outputs = [] };

        foreach (var builds in new[] { cancelled, [.. cancelled, good] })
        {
            var publish = Assert.IsType<BuildDecision.Publish>(BuildDecider.Decide(facts with { Builds = builds }));
            Assert.Equal(["eu-west-1"], Assert.IsType<DistributionStep.Start>(publish.Step).Regions.Select(region => region.Value));
        }
    }

    [Fact]
    public void An_image_older_than_the_refresh_age_is_built_anew_and_says_its_date()
    {
        var facts = Released(lost: null);

        var decision = BuildDecider.Decide(facts with { Refresh = TimeSpan.FromDays(30), Now = facts.Now.AddDays(31) });

        Assert.Equal("the image is of 2026-11-22 and is to be refreshed after 30 days", Assert.IsType<BuildDecision.Build>(decision).Reason);
    }

    private static BuildFacts Released(string? lost)
    {
        var other = Region.Parse("eu-west-1");
        var distributionTags = new Dictionary<string, string> { [ImageTags.Distribution] = "sha256:any", [ImageTags.Source] = Worlds.Arn(1).Value };
        RegionalAmi[] images = [Worlds.Ami(Worlds.Home, Worlds.Id(0, 1)), Worlds.Ami(other, Worlds.Id(1, 2))];
        return new BuildFacts
        {
            Home = Worlds.Home,
            Regions = [new(Worlds.Home, "sha256:settings"), new(other, "sha256:settings")],
            Now = images[0].CreatedAt,
            Builds =
            [
                new ImageBuild(Worlds.Arn(1), BuildState.Available) { Outputs = [new(Worlds.Home, Worlds.Id(0, 1))], CreatedAt = images[0].CreatedAt },
                new ImageBuild(Worlds.Arn(2), BuildState.Available) { Outputs = [new(other, Worlds.Id(1, 2))], Tags = distributionTags },
            ],
            Images = [.. images.Where(image => image.Region.Value != lost)],
        };
    }

    private static string Describe(BuildDecision decision) => decision switch
    {
        BuildDecision.Reuse reuse => $"reuse {reuse.Image.Arn} {string.Join(' ', reuse.Images.Select(image => image.Id))}",
        BuildDecision.Publish { Step: DistributionStep.Start start } publish => $"publish {publish.Image.Arn} {string.Join(' ', start.Regions)} {start.Attempt}",
        BuildDecision.Publish publish => $"publish {publish.Image.Arn} {publish.Step.GetType().Name}",
        BuildDecision.Attach attach => $"attach {attach.Image.Arn}",
        BuildDecision.Resume resume => $"resume {resume.Image.Arn}",
        BuildDecision.Build build => $"build {build.Attempt} {build.Reason}",
        _ => throw new InvalidOperationException(),
    };

    private static void Hold(Func<BuildFacts, bool> invariant) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Worlds.Any(), invariant));
}
