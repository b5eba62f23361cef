using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;
using GoldenAmi.Tests.Applying;

namespace GoldenAmi.Tests.Builds.Running;

/// <summary>A recipe that names fewer than it did: what the others have is told, and left to them.</summary>
public sealed class RemnantRoadSpecs
{
    [Fact]
    public async Task Shares_and_copies_that_the_recipe_named_before_are_told_by_plan_and_build_and_nothing_is_removed()
    {
        await using var world = await CloudWorld.OpenAsync();
        await world.Run().BuildAsync(Wide());
        var run = world.Run();

        var plan = await world.Run().PlanAsync(CloudWorld.Web());
        await run.BuildAsync(CloudWorld.Web());

        Assert.False(plan.Changed);
        Assert.Equal(plan.Warnings, run.Report.Problems);
        Assert.All(run.Report.Problems, problem => Assert.Equal((ErrorCode.NotRemoved, Severity.Warning, CloudWorld.Here), (problem.Code, problem.Severity, problem.Place)));
        Assert.Equal(
            ["Not removed: AMI in eu-west-1 may be started by 444455556666", "Not removed: AMI in us-east-1 may be started by 444455556666", "Not removed: AMI was made in eu-west-1 of the account 111122223333"],
            run.Report.Problems.Select(problem => string.Join(' ', problem.Message.Split(',')[0].Split(' ').Select(word => word.StartsWith("ami-", StringComparison.Ordinal) ? "AMI" : word))).Order(StringComparer.Ordinal));
        Assert.Empty(run.Calls.Changes);
    }

    [Fact]
    public async Task An_image_that_was_never_shared_costs_no_call()
    {
        await using var world = await CloudWorld.OpenAsync();
        await world.Run().BuildAsync(CloudWorld.Web());
        var run = world.Run();

        await run.BuildAsync(CloudWorld.Web());

        Assert.DoesNotContain("DescribeImageAttribute", run.Calls.Seen);
        Assert.Equal(3, run.Calls.Seen.Count(call => call == "DescribeImages")); // the parent, and each region
        Assert.Empty(run.Report.Problems);
    }

    [Fact]
    public async Task An_ami_in_a_region_that_the_recipe_named_before_is_told_until_it_is_gone()
    {
        await using var world = await CloudWorld.OpenAsync();
        var wide = Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(CloudWorld.Web(elsewhere: ["eu-west-1", "us-west-2"]))).Result.Release;
        var far = wide.Images.Single(image => image.Region.Value == "us-west-2");

        var warned = await world.Run().PlanAsync(CloudWorld.Web());
        await world.Run().DeregisterAsync([far]);

        Assert.Equal($"Not removed: {far.Id} is in us-west-2, and the recipe does not name the region.", Assert.Single(warned.Warnings).Message);
        Assert.Empty((await world.Run().PlanAsync(CloudWorld.Web())).Warnings);
    }

    [Fact]
    public async Task A_pipeline_that_distributes_to_fewer_says_with_whom_its_images_stay()
    {
        await using var world = await CloudWorld.OpenAsync();
        await world.Run().ApplyAsync(ScheduledRecipe.Of());
        var recipe = ScheduledRecipe.Of();
        var fewer = recipe with { Distribution = recipe.Distribution with { Regions = [.. recipe.Distribution.Regions.Select(region => region with { CopyTo = [] })] } };

        var plan = await world.Run().PlanApplyAsync(fewer);
        await world.Run().ApplyAsync(fewer);

        var warning = Assert.Single(plan.Warnings);
        Assert.Equal((ErrorCode.NotRemoved, Severity.Warning, CloudWorld.Here), (warning.Code, warning.Severity, warning.Place));
        Assert.Equal("Not removed: images that the pipeline 'golden-ami-web' distributed so far stay copied to 111122223333 in us-east-1, which the recipe names no more.", warning.Message);
        Assert.Equal([new ValueChange("us-east-1 copyTo", "111122223333", null)], Assert.Single(plan.Operations, row => row.Resource.StartsWith("distribution", StringComparison.Ordinal)).Changes);
        Assert.Empty((await world.Run().PlanApplyAsync(fewer)).Warnings);
    }

    private static Recipe Wide()
    {
        var recipe = CloudWorld.Web();
        return recipe with
        {
            Distribution = recipe.Distribution with
            {
                Regions = [.. recipe.Distribution.Regions.Select(region => region with
                {
                    CopyTo = region.Region.Value.Value == "eu-west-1" ? [AccountId.Parse("111122223333")] : [],
                    Share = new ImageShare([AccountId.Parse("444455556666")], [], []),
                })],
            },
        };
    }
}
