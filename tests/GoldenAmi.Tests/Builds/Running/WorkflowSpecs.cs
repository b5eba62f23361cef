using System.Collections.Concurrent;
using GoldenAmi.Builds;
using GoldenAmi.Components.Workflows;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Builds.Running;

/// <summary>Workflows and user data of one's own over LocalCloud, which runs them.</summary>
public sealed class WorkflowSpecs
{
    private const string BuildText = """
        name: build
        schemaVersion: 1.0
        steps:
          - { name: Launch, action: LaunchInstance, inputs: { waitFor: ssmAgent } }
          - { name: Components, action: ExecuteComponents, inputs: { instanceId.$: $.stepOutputs.Launch.instanceId } }
          - { name: Sanitize, action: SanitizeInstance, inputs: { instanceId.$: $.stepOutputs.Launch.instanceId } }
          - { name: MakeImage, action: CreateImage, inputs: { instanceId.$: $.stepOutputs.Launch.instanceId } }
          - { name: Terminate, action: TerminateInstance, inputs: { instanceId.$: $.stepOutputs.Launch.instanceId } }

        """;

    private const string TestText = """
        name: test
        schemaVersion: 1.0
        parameters:
          - { name: Mode, type: string }
        steps:
          - { name: Launch, action: LaunchInstance, inputs: { waitFor: ssmAgent } }
          - name: Components
            action: ExecuteComponents
            if: { stringEquals: full, value: $.parameters.Mode }
            inputs: { instanceId.$: $.stepOutputs.Launch.instanceId }
          - { name: Terminate, action: TerminateInstance, inputs: { instanceId.$: $.stepOutputs.Launch.instanceId } }

        """;

    [Fact]
    public async Task The_recipes_workflows_take_the_place_of_the_services_own()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run();
        var recipe = CloudWorld.Web() with { Workflows = [Build(), Test("full")] };

        var result = Assert.IsType<BuildEnd.Released>(await run.BuildAsync(recipe)).Result;

        Assert.Equal(Outcome.Built, result.Outcome);
        Assert.Contains("workflow web-workflows-build 1.0.0  created", run.Report.Lines);
        Assert.Contains("MakeImage  completed", run.Report.Lines);
        Assert.Single(run.Steps);
        Assert.Equal(Outcome.Reused, Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(recipe)).Result.Outcome);
    }

    [Fact]
    public async Task A_changed_workflow_is_another_version_and_an_unchanged_one_is_used_again()
    {
        await using var world = await CloudWorld.OpenAsync();
        await world.Run().BuildAsync(CloudWorld.Web() with { Workflows = [Build(), Test("full")] });
        var run = world.Run();

        await run.BuildAsync(CloudWorld.Web() with { Workflows = [Build(), Test("full", TestText + "# changed\n")] });

        Assert.Contains("workflow web-workflows-test 1.0.1  created", run.Report.Lines);
        Assert.DoesNotContain(run.Report.Lines, line => line.StartsWith("workflow web-workflows-build", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_condition_that_does_not_hold_skips_its_step()
    {
        await using var world = await CloudWorld.OpenAsync();

        var run = world.Run();

        Assert.IsType<BuildEnd.Released>(await run.BuildAsync(CloudWorld.Web() with { Workflows = [Test("quick")] }));

        Assert.Empty(run.Steps);
    }

    [Fact]
    public async Task Test_workflows_of_one_group_run_at_the_same_time()
    {
        var (inside, together) = (0, new TaskCompletionSource());
        await using var world = await CloudWorld.OpenAsync(Play.Steps(async (order, ct) =>
        {
            if (order.Name.StartsWith("test", StringComparison.Ordinal) && Interlocked.Increment(ref inside) == 2)
            {
                together.SetResult();
            }

            if (order.Name.StartsWith("test", StringComparison.Ordinal))
            {
                await together.Task.WaitAsync(TimeSpan.FromMinutes(1), ct);
            }
        }));

        var result = await world.Run().BuildAsync(CloudWorld.Web() with { Workflows = [Test("full") with { ParallelGroup = "all" }, Test("full", TestText + "# second\n") with { ParallelGroup = "all" }] });

        Assert.IsType<BuildEnd.Released>(result);
        Assert.Equal(2, inside);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_test_workflow_that_fails_ends_the_build_unless_it_is_to_go_on(bool goesOn)
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = CloudWorld.Web(test: "FailPage") with { Workflows = [Test("full") with { ContinuesOnFailure = goesOn }] };

        if (goesOn)
        {
            Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(recipe));
            return;
        }

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => world.Run().BuildAsync(recipe));
        Assert.Equal((Ending.TestFailed, "GA0312"), (failure.Ending, failure.Diagnostics[0].Code));
    }

    [Fact]
    public async Task A_workflow_of_Amazons_is_found_and_run()
    {
        await using var world = await CloudWorld.OpenAsync();
        var use = new WorkflowUse.Existing("amazon", "test-image", "x.x.x", WorkflowType.Test, CloudWorld.Here);

        var run = world.Run();

        Assert.IsType<BuildEnd.Released>(await run.BuildAsync(CloudWorld.Web() with { Workflows = [use] }));
        var failure = await Assert.ThrowsAsync<UserErrorException>(
            () => world.Run().BuildAsync(CloudWorld.Web() with { Workflows = [new WorkflowUse.Existing("self", "test-image", "x.x.x", WorkflowType.Test, CloudWorld.Here)] }));

        Assert.Single(run.Steps);
        Assert.Equal(("GA0332", "There is no test workflow 'test-image' of 'self' in us-east-1."), (failure.Diagnostics[0].Code, failure.Diagnostics[0].Message));
    }

    [Fact]
    public async Task User_data_runs_before_the_components_and_is_part_of_the_content()
    {
        var documents = new ConcurrentQueue<string>();
        await using var world = await CloudWorld.OpenAsync(Play.Steps(async (order, ct) =>
            documents.Enqueue($"{order.Name.Split(' ')[0]}: {await File.ReadAllTextAsync(Path.Combine(order.SeedFolder, "work.json"), ct)}")));
        var plain = Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(CloudWorld.Web())).Result;
        var data = new UserData("files/user-data.sh", "#!/bin/sh\n: > /tmp/perform_cleanup\n", CloudWorld.Here);

        var result = Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(CloudWorld.Web() with { UserData = data })).Result;

        Assert.Equal((Outcome.Built, "1.4.1"), (result.Outcome, result.Release.Version));
        Assert.NotEqual(plain.Release.Fingerprint, result.Release.Fingerprint);
        Assert.Equal(["build", "test", "build", "test"], documents.Select(text => text.Split(':')[0]));
        Assert.Equal([false, false, true, false], documents.Select(text => text.Contains("user-data", StringComparison.Ordinal)));
    }

    private static WorkflowUse.Document Build() => new("images/web/workflows/build.yaml", BuildText, DocumentOptions.None, WorkflowType.Build, CloudWorld.Here);

    private static WorkflowUse Test(string mode, string text = TestText) =>
        new WorkflowUse.Document("images/web/workflows/test.yaml", text, DocumentOptions.None, WorkflowType.Test, CloudWorld.Here)
        {
            With = [new ComponentParameter("Mode", mode, CloudWorld.Here)],
        };
}
