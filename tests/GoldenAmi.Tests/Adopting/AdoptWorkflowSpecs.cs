using GoldenAmi.Builds;
using GoldenAmi.Components.Workflows;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;
using GoldenAmi.Tests.Builds.Running;

namespace GoldenAmi.Tests.Adopting;

/// <summary>What a schedule built by workflows: the recipe's own, AWS's, and others since.</summary>
public sealed class AdoptWorkflowSpecs
{
    private const string Launch = "  - { name: Launch, action: LaunchInstance, inputs: { waitFor: ssmAgent } }\n";
    private const string On = "inputs: { instanceId.$: $.stepOutputs.Launch.instanceId } }\n";
    private const string BuildText = $"name: build\nschemaVersion: 1.0\nsteps:\n{Launch}  - {{ name: Components, action: ExecuteComponents, {On}  - {{ name: Image, action: CreateImage, {On}  - {{ name: End, action: TerminateInstance, {On}";
    private const string TestText =
        $"name: test\nschemaVersion: 1.0\nparameters:\n  - {{ name: Mode, type: string }}\nsteps:\n{Launch}  - {{ name: Components, action: ExecuteComponents, {On}  - {{ name: End, action: TerminateInstance, {On}";

    [Fact]
    public async Task An_image_of_the_recipes_own_workflows_is_adopted_and_reused()
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = ScheduledWorld.Scheduled() with { Workflows = [Build(), Test("full")] };
        await ScheduledWorld.BeginAsync(world, recipe);

        var adopted = await world.Run().AdoptAndSettleAsync(recipe);

        await AssertReusedAsync(world, recipe, adopted);
    }

    // Then AWS's own stands for the other kind.
    [Theory]
    [InlineData(WorkflowType.Build)]
    [InlineData(WorkflowType.Test)]
    public async Task One_of_a_kind_leaves_the_other_kind_to_the_service(WorkflowType kind)
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = ScheduledWorld.Scheduled() with { Workflows = [kind == WorkflowType.Build ? Build() : Test("full")] };
        await ScheduledWorld.BeginAsync(world, recipe);

        var adopted = await world.Run().AdoptAndSettleAsync(recipe);

        await AssertReusedAsync(world, recipe, adopted);
    }

    [Fact]
    public async Task One_of_AWS_by_its_wildcard_counts_in_the_version_that_built_the_image()
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = ScheduledWorld.Scheduled() with { Workflows = [Build(), new WorkflowUse.Existing("amazon", "test-image", "x.x.x", WorkflowType.Test, CloudWorld.Here)] };
        await ScheduledWorld.BeginAsync(world, recipe);

        var adopted = await world.Run().AdoptAndSettleAsync(recipe);

        await AssertReusedAsync(world, recipe, adopted);
    }

    [Fact]
    public async Task Test_workflows_of_a_group_keep_their_order_and_options()
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = ScheduledWorld.Scheduled() with
        {
            Workflows = [Test("full") with { ParallelGroup = "all" }, Test("quick", TestText + "# second\n") with { ParallelGroup = "all", ContinuesOnFailure = true }],
        };
        await ScheduledWorld.BeginAsync(world, recipe);

        var adopted = await world.Run().AdoptAndSettleAsync(recipe);

        await AssertReusedAsync(world, recipe, adopted);
    }

    [Theory]
    [InlineData("document")]
    [InlineData("parameter")]
    [InlineData("added")]
    [InlineData("removed")]
    public async Task Another_workflow_is_another_content_until_apply(string change)
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = ScheduledWorld.Scheduled() with { Workflows = change == "added" ? [Build()] : [Build(), Test("full")] };
        await ScheduledWorld.BeginAsync(world, recipe);
        var changed = recipe with
        {
            Workflows = change switch
            {
                "document" => [Build(), Test("full", TestText + "# changed\n")],
                "parameter" => [Build(), Test("quick")],
                "added" => [Build(), Test("full")],
                _ => [Build()],
            },
        };
        var run = world.Run();

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => run.AdoptAsync(changed));
        await world.Run().ApplyAsync(changed);
        var waits = await world.Run().AdoptAsync(changed);
        await ScheduledWorld.BuildAsync(world);
        var adopted = await world.Run().AdoptAndSettleAsync(changed);

        Assert.Equal(ErrorCode.ScheduledImageDiffers, Assert.Single(failure.Diagnostics).Code);
        Assert.Contains("workflow", failure.Diagnostics[0].Message, StringComparison.Ordinal);
        Assert.Empty(run.Calls.Changes);
        Assert.Equal("waits", Assert.Single(waits.Rows).State);
        await AssertReusedAsync(world, changed, adopted);
    }

    private static async Task AssertReusedAsync(CloudWorld world, Recipe recipe, BuildResult adopted)
    {
        var build = world.Run();
        var reused = Assert.IsType<BuildEnd.Released>(await build.BuildAsync(recipe)).Result;
        Assert.Equal((Outcome.Adopted, Outcome.Reused), (adopted.Outcome, reused.Outcome));
        Assert.Equal((adopted.Release.ImageArn, adopted.Release.Fingerprint), (reused.Release.ImageArn, reused.Release.Fingerprint));
        Assert.Empty(build.Calls.Changes);
    }

    private static WorkflowUse.Document Build() => new("images/web/workflows/build.yaml", BuildText, DocumentOptions.None, WorkflowType.Build, CloudWorld.Here);

    private static WorkflowUse.Document Test(string mode, string text = TestText) =>
        new("images/web/workflows/test.yaml", text, DocumentOptions.None, WorkflowType.Test, CloudWorld.Here) { With = [new ComponentParameter("Mode", mode, CloudWorld.Here)] };
}
