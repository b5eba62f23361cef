using Amazon.EC2.Model;
using GoldenAmi.Builds;
using GoldenAmi.Identifiers;
using GoldenAmi.LocalCloud.Findings;
using GoldenAmi.Recipes;
using GoldenAmi.Tests.Builds.Running;
using Region = GoldenAmi.Identifiers.Region;

namespace GoldenAmi.Tests.Adopting;

/// <summary>What a schedule built and other accounts: their copies and permissions come from the pipeline, or from the adoption.</summary>
public sealed class AdoptReachSpecs
{
    private static readonly AccountId Other = AccountId.Parse("111122223333");
    private static readonly AccountId Third = AccountId.Parse("444455556666");
    private static readonly Finding Openssl = new("CVE-2026-1", "CRITICAL", "openssl", "3.0.1") { FixedIn = "3.0.2" };

    [Fact]
    public async Task Copies_that_the_pipeline_made_in_other_accounts_are_looked_at_and_taken()
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = Reaching(ScheduledWorld.Scheduled());
        await ScheduledWorld.BeginAsync(world, recipe);
        var before = world.Cloud.Images().Select(image => image.AmiId).Order(StringComparer.Ordinal).ToList();
        var run = world.Run();

        var adopted = await run.AdoptAndSettleAsync(recipe);
        var build = world.Run();
        var reused = Assert.IsType<BuildEnd.Released>(await build.BuildAsync(recipe)).Result;

        Assert.DoesNotContain("DistributeImage", run.Calls.Seen);
        Assert.Contains("AssumeRole", run.Calls.Seen);
        Assert.Equal([("eu-west-1", Other), ("us-east-1", Other)], adopted.Release.Copies.Select(copy => (copy.Region.Value, copy.Account)));
        Assert.Equal(["eu-west-1", "us-east-1"], adopted.Release.Images.Select(image => image.Region.Value));
        Assert.Empty(adopted.Release.Images.Select(image => image.Id).Intersect(adopted.Release.Copies.Select(copy => copy.Id)));
        Assert.Equal(before, world.Cloud.Images().Select(image => image.AmiId).Order(StringComparer.Ordinal));
        Assert.Equal(Outcome.Reused, reused.Outcome);
        Assert.Equal(adopted.Release.Copies, reused.Release.Copies);
        Assert.Empty(build.Calls.Changes);
        Assert.Null((await world.Run().AdoptAsync(recipe)).End);
    }

    [Fact]
    public async Task A_pipeline_that_stays_at_home_leaves_other_accounts_to_the_adoption()
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = AtHome(Reaching(ScheduledWorld.Scheduled()));
        await ScheduledWorld.BeginAsync(world, recipe);
        var before = world.Cloud.Images().Select(image => image.Region).ToList();
        var run = world.Run();

        var adopted = await run.AdoptAndSettleAsync(recipe);

        Assert.Equal(["us-east-1"], before);
        Assert.Single(run.Calls.Seen, "DistributeImage");
        Assert.Equal([("eu-west-1", Other), ("us-east-1", Other)], adopted.Release.Copies.Select(copy => (copy.Region.Value, copy.Account)));
        Assert.Equal(adopted.Release.Copies.Select(copy => copy.Id.Value), [await OfOtherAsync(run, "eu-west-1"), await OfOtherAsync(run, "us-east-1")]);

        Assert.Equal(Outcome.Reused, Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(recipe)).Result.Outcome);
    }

    [Fact]
    public async Task An_account_that_the_recipe_names_since_gets_its_copy_with_the_adoption()
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = Reaching(ScheduledWorld.Scheduled());
        await ScheduledWorld.BeginAsync(world, recipe);
        var wider = Reaching(ScheduledWorld.Scheduled(), Other, Third);
        var run = world.Run();

        var adopted = await run.AdoptAndSettleAsync(wider);

        Assert.Equal(
            [("eu-west-1", Other), ("eu-west-1", Third), ("us-east-1", Other), ("us-east-1", Third)], adopted.Release.Copies.Select(copy => (copy.Region.Value, copy.Account)));
        Assert.Single(run.Calls.Seen, "DistributeImage");
        Assert.Equal(Outcome.Reused, Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(wider)).Result.Outcome);
    }

    [Fact]
    public async Task A_closed_gate_names_the_copies_of_other_accounts()
    {
        await using var world = await CloudWorld.OpenAsync(findings: [Openssl]);
        var recipe = Reaching(ScheduledWorld.Scheduled(gated: true));
        await ScheduledWorld.BeginAsync(world, recipe);
        var run = world.Run();

        var held = Assert.IsType<BuildEnd.Held>((await run.AdoptAsync(recipe)).End);

        Assert.Empty(run.Calls.Changes);
        foreach (var region in new[] { "eu-west-1", "us-east-1" })
        {
            var copy = await OfOtherAsync(run, region);
            Assert.Contains($"{copy} in {region} of the account {Other}", held.Problem.Message, StringComparison.Ordinal);
            Assert.Contains(copy, held.Problem.Fix, StringComparison.Ordinal);
        }
    }

    // Killed after each of its changing calls in turn: the next run finishes the work with the same image.
    [Fact]
    public async Task A_run_that_dies_anywhere_is_gone_on_with_by_the_next()
    {
        for (var changes = 0; changes < 10; changes++)
        {
            await using var world = await CloudWorld.OpenAsync();
            var recipe = AtHome(Reaching(ScheduledWorld.Scheduled()));
            await ScheduledWorld.BeginAsync(world, recipe);
            await Record.ExceptionAsync(() => world.Run(killedAfter: changes).AdoptAndSettleAsync(recipe));

            await world.Run().TryAdoptAsync(recipe);

            var again = world.Run();
            Assert.Null((await again.AdoptAsync(recipe)).End);
            Assert.Empty(again.Calls.Changes);
            var reused = Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(recipe)).Result;
            Assert.Equal((Outcome.Reused, 2), (reused.Outcome, reused.Release.Copies.Count));
            Assert.Equal(4, world.Cloud.Images().Count);
        }
    }

    /// <summary>The one AMI that the other account has in a region.</summary>
    private static async Task<string> OfOtherAsync(ProgramUnderTest run, string region)
    {
        using var there = run.Connect(Other.Value);
        return Assert.Single((await there.Ec2(region).DescribeImagesAsync(new DescribeImagesRequest { Owners = ["self"] })).Images!).ImageId!;
    }

    private static Recipe AtHome(Recipe recipe) => recipe with { Pipeline = recipe.Pipeline! with { StaysHome = true } };

    private static Recipe Reaching(Recipe recipe, params AccountId[] accounts) => recipe with
    {
        Distribution = recipe.Distribution with
        {
            Role = CloudWorld.At("arn:aws:iam::{account}:role/golden-ami-publish"),
            Regions = [.. recipe.Distribution.Regions.Select(region => region with
            {
                KmsKey = region.Region.Value == Region.Parse("eu-west-1") ? "alias/golden" : null,
                CopyTo = accounts.Length == 0 ? [Other] : accounts,
                Share = new ImageShare([AccountId.Parse("777788889999")], [], []),
            })],
        },
    };
}
