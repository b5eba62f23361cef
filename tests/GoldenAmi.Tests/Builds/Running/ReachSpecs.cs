using Amazon.EC2.Model;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;
using Region = GoldenAmi.Identifiers.Region;

namespace GoldenAmi.Tests.Builds.Running;

/// <summary>Copies for other accounts and launch permissions, over LocalCloud.</summary>
public sealed class ReachSpecs
{
    private const string Unit = "arn:aws:organizations::000000000000:ou/o-abcdefghij/ou-abcd-12345678";
    private static readonly AccountId Other = AccountId.Parse("111122223333");

    [Fact]
    public async Task A_tested_image_is_copied_and_shared_and_both_are_looked_at()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run();

        var released = Released(await run.BuildAsync(Reaching()));

        Assert.Equal([("eu-west-1", Other), ("us-east-1", Other)], released.Release.Copies.Select(copy => (copy.Region.Value, copy.Account)));
        Assert.Contains("AssumeRole", run.Calls.Seen);
        foreach (var copy in released.Release.Copies)
        {
            using var there = run.Connect(Other.Value);
            var seen = Assert.Single((await there.Ec2(copy.Region.Value).DescribeImagesAsync(new DescribeImagesRequest { Owners = ["self"] })).Images!);
            Assert.Equal((copy.Id.Value, "available"), (seen.ImageId, seen.State!.Value));
        }

        foreach (var image in released.Release.Images)
        {
            var permissions = (await run.ByHandAsync(clients => clients.Ec2(image.Region.Value).DescribeImageAttributeAsync(
                new DescribeImageAttributeRequest { ImageId = image.Id.Value, Attribute = "launchPermission" }))).LaunchPermissions!;
            Assert.Equal(["444455556666", Unit], permissions.Select(each => each.UserId ?? each.OrganizationalUnitArn));
        }

        Assert.Empty(run.Report.Problems);
    }

    [Fact]
    public async Task An_unchanged_image_with_copies_elsewhere_is_looked_at_once_in_each_region()
    {
        await using var world = await CloudWorld.OpenAsync();
        Released(await world.Run().BuildAsync(Reaching()));
        var again = world.Run();

        Released(await again.BuildAsync(Reaching()));

        // The parent, and the AMIs of two regions
        Assert.Equal(3, again.Calls.Seen.Count(call => call == "DescribeImages"));
    }

    // While it builds and tests, nobody else may see it.
    [Fact]
    public async Task Until_its_tests_have_passed_it_is_shared_with_nobody()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run();

        await Assert.ThrowsAsync<UserErrorException>(() => run.BuildAsync(Reaching(test: "FailPage")));

        var image = Assert.Single((await run.ByHandAsync(clients => clients.Ec2("us-east-1").DescribeImagesAsync(new DescribeImagesRequest { Owners = ["self"] }))).Images!);
        Assert.Empty((await run.ByHandAsync(clients => clients.Ec2("us-east-1").DescribeImageAttributeAsync(
            new DescribeImageAttributeRequest { ImageId = image.ImageId, Attribute = "launchPermission" }))).LaunchPermissions ?? []);
        using var there = run.Connect(Other.Value);
        Assert.Empty((await there.Ec2("us-east-1").DescribeImagesAsync(new DescribeImagesRequest { Owners = ["self"] })).Images ?? []);
    }

    [Fact]
    public async Task An_unchanged_recipe_is_reused_with_its_copies_within_the_budget_of_calls()
    {
        await using var world = await CloudWorld.OpenAsync();
        var first = Released(await world.Run().BuildAsync(Reaching()));
        var run = world.Run();

        var again = Released(await run.BuildAsync(Reaching()));

        Assert.Equal(Outcome.Reused, again.Outcome);
        Assert.Equal(first.Release.Copies, again.Release.Copies);
        Assert.Empty(run.Calls.Changes);
        Assert.InRange(run.Calls.Seen.Count, 1, 12);
    }

    [Fact]
    public async Task A_permission_that_somebody_took_away_is_given_again()
    {
        await using var world = await CloudWorld.OpenAsync();
        var first = Released(await world.Run().BuildAsync(Reaching()));
        var home = first.Release.Images.Single(image => image.Region.Value == "us-east-1");
        using (var clients = world.Run().Connect("AKIAIOSFODNN7EXAMPLE"))
        {
            await clients.Ec2("us-east-1").ModifyImageAttributeAsync(new ModifyImageAttributeRequest
            {
                ImageId = home.Id.Value,
                LaunchPermission = new LaunchPermissionModifications { Remove = [new LaunchPermission { UserId = "444455556666" }] },
            });
        }

        var plan = await world.Run().PlanAsync(Reaching());
        var run = world.Run();
        var again = Released(await run.BuildAsync(Reaching()));

        Assert.True(plan.Changed);
        Assert.DoesNotContain("CreateImage", run.Calls.Seen);
        Assert.Equal(home.Id, again.Release.Images.Single(image => image.Region.Value == "us-east-1").Id);
        Assert.False((await world.Run().PlanAsync(Reaching())).Changed);
    }

    [Fact]
    public async Task A_recipe_that_begins_to_copy_copies_the_image_that_is_there()
    {
        await using var world = await CloudWorld.OpenAsync();
        await world.Run().BuildAsync(CloudWorld.Web());
        var run = world.Run();

        var released = Released(await run.BuildAsync(Reaching()));

        Assert.Equal(2, released.Release.Copies.Count);
        Assert.DoesNotContain("CreateImage", run.Calls.Seen);
    }

    [Fact]
    public async Task A_plan_names_each_account_that_gets_the_image()
    {
        await using var world = await CloudWorld.OpenAsync();

        var plan = await world.Run().PlanAsync(Reaching());

        Assert.Equal(
            [
                "copy the new image to eu-west-1",
                "copy the new image to eu-west-1 of the account 111122223333", $"share the new image in eu-west-1 with 444455556666, {Unit}",
                "copy the new image to us-east-1 of the account 111122223333", $"share the new image in us-east-1 with 444455556666, {Unit}",
            ],
            plan.Operations.Where(operation => operation.Operation is "copy" or "share").Select(operation => $"{operation.Operation} {operation.Resource}"));
    }

    // Killed after each of its changing calls in turn: the next run finishes the release, and the one after it finds nothing to do.
    [Fact]
    public async Task A_run_that_dies_anywhere_is_gone_on_with_by_the_next()
    {
        for (var changes = 0; changes < 16; changes++)
        {
            await using var world = await CloudWorld.OpenAsync();
            await Record.ExceptionAsync(() => world.Run(killedAfter: changes).BuildAsync(Reaching()));

            var released = Released(await world.Run().BuildAsync(Reaching(), ProgramUnderTest.Options("run-2")));
            var again = world.Run();

            Assert.Equal(2, released.Release.Copies.Count);
            Assert.Equal(Outcome.Reused, Released(await again.BuildAsync(Reaching(), ProgramUnderTest.Options("run-3"))).Outcome);
            Assert.Empty(again.Calls.Changes);
        }
    }

    [Fact]
    public async Task Without_a_role_what_could_not_be_seen_is_said_once()
    {
        await using var world = await CloudWorld.OpenAsync();
        var blind = Reaching() is var recipe ? recipe with { Distribution = recipe.Distribution with { Role = null } } : recipe;
        var run = world.Run();

        Assert.Equal(2, Released(await run.BuildAsync(blind)).Release.Copies.Count);

        Assert.Equal((ErrorCode.CopyNotSeen, Severity.Warning), Assert.Single(run.Report.Problems) is var said ? (said.Code, said.Severity) : default);
        Assert.DoesNotContain("AssumeRole", run.Calls.Seen);
        var again = world.Run();
        await again.BuildAsync(blind);
        Assert.Empty(again.Report.Problems);
    }

    [Fact]
    public async Task A_copy_that_is_not_there_is_no_release()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run(instead: _ => null);
        var hidden = world.Run(instead: operation => operation == "AssumeRole" ? throw new KilledException() : null);
        await Record.ExceptionAsync(() => hidden.BuildAsync(Reaching()));
        using (var there = run.Connect(Other.Value))
        {
            var copy = Assert.Single((await there.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest { Owners = ["self"] })).Images!);
            await there.Ec2("eu-west-1").DeregisterImageAsync(new DeregisterImageRequest { ImageId = copy.ImageId });
        }

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => run.BuildAsync(Reaching()));

        Assert.Equal(ErrorCode.ReleaseNotVerified, Assert.Single(failure.Diagnostics).Code);
        Assert.Contains("of the account 111122223333 in eu-west-1 is not there", failure.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    private static BuildResult Released(BuildEnd end) => Assert.IsType<BuildEnd.Released>(end).Result;

    private static Recipe Reaching(string test = "CheckPage")
    {
        var recipe = CloudWorld.Web(test: test);
        return recipe with
        {
            Distribution = recipe.Distribution with
            {
                Role = CloudWorld.At("arn:aws:iam::{account}:role/golden-ami-publish"),
                Regions = [.. recipe.Distribution.Regions.Select(region => region with
                {
                    KmsKey = region.Region.Value == Region.Parse("eu-west-1") ? "alias/golden" : null,
                    CopyTo = [Other],
                    Share = new ImageShare([AccountId.Parse("444455556666")], [], [Unit]),
                })],
            },
        };
    }
}
