using System.Net;
using System.Text;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Builds.Running;

/// <summary>The whole road over LocalCloud with scripted machines.</summary>
public sealed class BuilderSpecs
{
    [Fact]
    public async Task A_new_recipe_is_built_tested_and_brought_to_every_region()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run();

        var result = Released(await run.BuildAsync(CloudWorld.Web()));

        Assert.Equal(Outcome.Built, result.Outcome);
        Assert.Equal("1.4.0", result.Release.Version);
        Assert.Equal(["eu-west-1", "us-east-1"], result.Release.Images.Select(image => image.Region.Value));
        Assert.All(result.Release.Images, image => Assert.StartsWith("web 1.4.0 ", image.Name, StringComparison.Ordinal));
        Assert.Equal(result.Release.Images.Select(image => image.Id).Order(), result.Lineage.Select(image => image.Id).Order());
        var step = Assert.Single(run.Steps);
        Assert.Equal(("images/web/tests/page.yaml", "test", "CheckPage", CheckOutcome.Passed), (step.Component, step.Phase, step.Step, step.Outcome));
        Assert.Equal((TimeSpan.FromMilliseconds(12), new SourcePlace("images/web/tests/page.yaml", 5, 15)), (step.Duration, step.Place));
        Assert.Contains("> images/web/components/page.yaml build WritePage", run.Report.Lines);
        Assert.Contains("| hello of WritePage", run.Report.Lines);
        Assert.Empty(run.Report.Problems);
    }

    [Fact]
    public async Task An_unchanged_recipe_is_reused_within_the_budget_of_calls()
    {
        await using var world = await CloudWorld.OpenAsync();
        var first = Released(await world.Run().BuildAsync(CloudWorld.Web()));
        var run = world.Run();

        var again = Released(await run.BuildAsync(CloudWorld.Web()));

        Assert.Equal(Outcome.Reused, again.Outcome);
        Assert.Equal(first.Release.Images, again.Release.Images);
        Assert.Empty(run.Calls.Changes);
        Assert.InRange(run.Calls.Seen.Count, 1, 12);
    }

    [Fact]
    public async Task One_changed_byte_of_a_component_makes_a_new_version_and_the_old_image_stays()
    {
        await using var world = await CloudWorld.OpenAsync();
        var first = Released(await world.Run().BuildAsync(CloudWorld.Web()));

        var second = Released(await world.Run().BuildAsync(CloudWorld.Web(page: "hallo")));

        Assert.Equal(Outcome.Built, second.Outcome);
        Assert.Equal("1.4.1", second.Release.Version);
        Assert.Empty(second.Release.Images.Select(image => image.Id).Intersect(first.Release.Images.Select(image => image.Id)));
        Assert.Equal(4, second.Lineage.Count);
        Assert.Equal(4, world.Cloud.Images().Count);
    }

    [Fact]
    public async Task A_failing_test_ends_with_its_place_and_output_and_nothing_is_distributed()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run();

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => run.BuildAsync(CloudWorld.Web(test: "FailPage")));

        Assert.Equal(Ending.TestFailed, failure.Ending);
        var problem = Assert.Single(failure.Diagnostics);
        Assert.Equal(ErrorCode.TestStepFailed, problem.Code);
        Assert.Equal(new SourcePlace("images/web/tests/page.yaml", 5, 15), problem.Place);
        Assert.Equal("Step 'FailPage' (test, ExecuteBash) of images/web/tests/page.yaml failed on the new image: exit status 7. Its last error output: curl: (7) Failed to connect", problem.Message);
        var step = Assert.Single(run.Steps);
        Assert.Equal(("FailPage", CheckOutcome.Failed, "exit status 7", "curl: (7) Failed to connect"), (step.Step, step.Outcome, step.Message, Assert.Single(step.ErrorLines)));
        Assert.DoesNotContain("DistributeImage", run.Calls.Seen);
        Assert.All(world.Cloud.Images(), image => Assert.Equal("us-east-1", image.Region));
    }

    [Fact]
    public async Task A_failing_build_step_is_refused_with_its_place()
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = CloudWorld.Web();
        var failing = (ComponentUse.Document)recipe.Components[0];

        var run = world.Run();

        var failure = await Assert.ThrowsAsync<UserErrorException>(() =>
            run.BuildAsync(recipe with { Components = [failing with { Text = failing.Text.Replace("WritePage", "FailToWrite", StringComparison.Ordinal) }] }));

        Assert.Equal((Ending.Refused, ErrorCode.BuildStepFailed), (failure.Ending, failure.Diagnostics[0].Code));
        Assert.Equal(new SourcePlace("images/web/components/page.yaml", 5, 15), failure.Diagnostics[0].Place);
        Assert.Equal(("CheckPage", CheckOutcome.NotReached), (Assert.Single(run.Steps).Step, run.Steps[0].Outcome));
        Assert.Contains("while the image was built", failure.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_attaches_to_a_build_that_another_run_started()
    {
        var hold = new TaskCompletionSource();
        await using var world = await CloudWorld.OpenAsync(Play.Steps((_, ct) => hold.Task.WaitAsync(ct)));
        var detached = Assert.IsType<BuildEnd.Detached>(await world.Run().BuildAsync(CloudWorld.Web(), ProgramUnderTest.Options() with { Wait = false }));
        var second = world.Run();

        var following = second.BuildAsync(CloudWorld.Web(), ProgramUnderTest.Options("run-2"));
        hold.SetResult();
        var result = Released(await following);

        Assert.Equal(Outcome.Attached, result.Outcome);
        Assert.Equal(detached.ImageArn, result.Release.ImageArn);
        Assert.DoesNotContain("CreateImage", second.Calls.Seen);
    }

    [Fact]
    public async Task Two_runs_at_once_make_one_image()
    {
        await using var world = await CloudWorld.OpenAsync();

        var ends = await Task.WhenAll(world.Run().BuildAsync(CloudWorld.Web(), ProgramUnderTest.Options("run-1")), world.Run().BuildAsync(CloudWorld.Web(), ProgramUnderTest.Options("run-2")));

        var (one, two) = (Released(ends[0]), Released(ends[1]));
        Assert.Equal(one.Release.Images, two.Release.Images);
        Assert.Equal(2, world.Cloud.Images().Count);
    }

    [Fact]
    public async Task A_cancelled_run_cancels_the_build_that_it_started()
    {
        var (started, hold) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var world = await CloudWorld.OpenAsync(Play.Steps((_, ct) =>
        {
            started.TrySetResult();
            return hold.Task.WaitAsync(ct);
        }));
        var run = world.Run();
        using var cancel = new CancellationTokenSource();

        var building = run.BuildAsync(CloudWorld.Web(), ct: cancel.Token);
        await started.Task;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => building);

        Assert.Contains("CancelImageCreation", run.Calls.Seen);
        hold.SetResult();
        var next = Released(await world.Run().BuildAsync(CloudWorld.Web()));
        Assert.Equal(Outcome.Built, next.Outcome);
        Assert.EndsWith("/1.4.0/2", next.Release.ImageArn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_run_leaves_a_build_that_another_run_follows()
    {
        var (started, hold) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var world = await CloudWorld.OpenAsync(Play.Steps((_, ct) =>
        {
            started.TrySetResult();
            return hold.Task.WaitAsync(ct);
        }));
        var (first, second) = (world.Run(), world.Run());
        using var cancel = new CancellationTokenSource();
        var starting = first.BuildAsync(CloudWorld.Web(), ProgramUnderTest.Options("run-1"), cancel.Token);
        await started.Task;
        await Until(() => first.Calls.Seen.Contains("TagResource"));
        var following = second.BuildAsync(CloudWorld.Web(), ProgramUnderTest.Options("run-2"), CancellationToken.None);
        await Until(() => second.Calls.Seen.Contains("ListWorkflowExecutions"));

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
        hold.SetResult();

        Assert.DoesNotContain("CancelImageCreation", first.Calls.Seen);
        Assert.Equal(Outcome.Attached, Released(await following).Outcome);
    }

    [Fact]
    public async Task Past_its_time_a_run_ends_and_the_build_can_be_attached_to()
    {
        var hold = new TaskCompletionSource();
        await using var world = await CloudWorld.OpenAsync(Play.Steps((_, ct) => hold.Task.WaitAsync(ct)));

        var late = await Assert.ThrowsAsync<UserErrorException>(() =>
            world.Run().BuildAsync(CloudWorld.Web(), ProgramUnderTest.Options() with { Timeout = TimeSpan.FromMinutes(5) }));

        Assert.Equal((Ending.Timeout, ErrorCode.BuildTimeout), (late.Ending, late.Diagnostics[0].Code));
        Assert.Contains("building", late.Diagnostics[0].Message, StringComparison.Ordinal);
        hold.SetResult();
        Assert.NotEqual(Outcome.Built, Released(await world.Run().BuildAsync(CloudWorld.Web(), ProgramUnderTest.Options("run-2"))).Outcome);
    }

    [Fact]
    public async Task A_plan_says_what_a_build_does_and_changes_nothing()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run();

        var plan = await run.PlanAsync(CloudWorld.Web());

        Assert.True(plan.Changed);
        Assert.Equal(
            ["create component web-components-page 1.0.0", "create component web-tests-page 1.0.0", "create image recipe web 1.4.x"],
            plan.Operations.Take(3).Select(operation => $"{operation.Operation} {operation.Resource}"));
        Assert.Equal("copy the new image to eu-west-1", $"{plan.Operations[^1].Operation} {plan.Operations[^1].Resource}");
        Assert.Empty(run.Calls.Changes);
        await world.Run().BuildAsync(CloudWorld.Web());
        var after = await world.Run().PlanAsync(CloudWorld.Web());
        Assert.False(after.Changed);
        Assert.All(after.Operations, operation => Assert.Equal("keep", operation.Operation));
    }

    [Fact]
    public async Task A_plan_of_a_changed_recipe_shows_the_old_and_the_new_values()
    {
        await using var world = await CloudWorld.OpenAsync();
        await world.Run().BuildAsync(CloudWorld.Web());

        var plan = await world.Run().PlanAsync(CloudWorld.Web(page: "hallo"));

        var component = Assert.Single(plan.Operations, operation => operation.Resource == "component web-components-page 1.0.1");
        Assert.Equal("new version", component.Operation);
        Assert.Equal(["content", "version"], component.Changes.Select(change => change.Name));
        Assert.Equal(new ValueChange("version", "1.0.0", "1.0.1"), component.Changes[1]);
        var recipe = Assert.Single(plan.Operations, operation => operation.Resource == "image recipe web 1.4.x");
        Assert.Equal("new version", recipe.Operation);
        Assert.Equal([new ValueChange("component 01", "web-components-page 1.0.0", "web-components-page 1.0.1")], recipe.Changes);
        Assert.Equal("reuse", Assert.Single(plan.Operations, operation => operation.Resource.StartsWith("component web-tests-page", StringComparison.Ordinal)).Operation);
    }

    [Fact]
    public async Task A_region_added_later_gets_the_image_without_a_build()
    {
        await using var world = await CloudWorld.OpenAsync();
        var first = Released(await world.Run().BuildAsync(CloudWorld.Web()));
        var run = world.Run();

        var wider = Released(await run.BuildAsync(CloudWorld.Web(elsewhere: ["eu-west-1", "us-west-2"])));

        Assert.DoesNotContain("CreateImage", run.Calls.Seen);
        Assert.Equal(3, wider.Release.Images.Count);
        Assert.Equal(first.Release.Images, wider.Release.Images.Where(image => image.Region.Value != "us-west-2"));
    }

    [Fact]
    public async Task Without_an_execution_role_nothing_goes_to_other_regions()
    {
        await using var world = await CloudWorld.OpenAsync();

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => world.Run().BuildAsync(CloudWorld.Web() with { ExecutionRole = null }));

        Assert.Equal((Ending.Usage, ErrorCode.ExecutionRoleMissing), (failure.Ending, failure.Diagnostics[0].Code));
    }

    [Theory]
    [InlineData("/no/such/parameter", ErrorCode.ParentNotFound)]
    public async Task A_parent_that_is_not_there_is_named_with_its_place(string parameter, string code)
    {
        await using var world = await CloudWorld.OpenAsync();

        var failure = await Assert.ThrowsAsync<UserErrorException>(() =>
            world.Run().BuildAsync(CloudWorld.Web() with { Parent = new Parent.Ssm(parameter, CloudWorld.Here) }));

        Assert.Equal((Ending.Usage, code, CloudWorld.Here), (failure.Ending, failure.Diagnostics[0].Code, failure.Diagnostics[0].Place));
    }

    [Fact]
    public async Task A_parent_of_another_platform_is_refused()
    {
        await using var world = await CloudWorld.OpenAsync();

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => world.Run().BuildAsync(CloudWorld.Web() with { Platform = Platform.Windows }));

        Assert.Equal((Ending.Usage, ErrorCode.ParentUnusable), (failure.Ending, failure.Diagnostics[0].Code));
    }

    [Fact]
    public async Task A_wildcard_means_the_newest_component_and_one_that_is_not_there_is_named()
    {
        await using var world = await CloudWorld.OpenAsync();
        var existing = new ComponentUse.Existing("amazon", "update-linux", "x.x.x", CloudWorld.Here, []);

        var plan = await world.Run().PlanAsync(CloudWorld.Web() with { Components = [existing] });
        var failure = await Assert.ThrowsAsync<UserErrorException>(() => world.Run().PlanAsync(CloudWorld.Web() with { Components = [existing with { Version = "9.x.x" }] }));

        Assert.Contains(new FingerprintInput("component 1 amazon/update-linux", "1.0.0"), plan.Inputs);
        Assert.Equal((Ending.Usage, ErrorCode.ExistingComponentNotFound), (failure.Ending, failure.Diagnostics[0].Code));
        Assert.Contains("1.0.0", failure.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_what_it_must_hold_is_an_error_and_not_a_crash()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run(instead: operation => operation == "CreateImage" ? Json("{}") : null);

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => run.BuildAsync(CloudWorld.Web()));

        Assert.Equal((Ending.Refused, ErrorCode.AnswerIncomplete), (failure.Ending, failure.Diagnostics[0].Code));
    }

    // Killed after each changing call in turn, and run again: one image, each component once, everywhere.
    [Fact]
    public async Task A_run_killed_after_any_changing_call_is_completed_by_the_next()
    {
        for (var calls = 0; ; calls++)
        {
            await using var world = await CloudWorld.OpenAsync();
            var killed = world.Run(killedAfter: calls);
            try
            {
                await killed.BuildAsync(CloudWorld.Web());
                Assert.InRange(calls, 6, 40);
                break;
            }
            catch (Exception failure) when (IsKill(failure))
            {
            }

            var next = world.Run();
            var result = Released(await next.BuildAsync(CloudWorld.Web(), ProgramUnderTest.Options("run-2")));
            Assert.True(result.Release.Version == "1.4.0", $"killed after {calls} changing calls: version {result.Release.Version}");
            Assert.EndsWith("/1.4.0/1", result.Release.ImageArn, StringComparison.Ordinal);
            Assert.Equal(2, world.Cloud.Images().Count);
            Assert.Equal(2, Created(killed, next, "CreateComponent"));
            Assert.Equal(1, Created(killed, next, "CreateImageRecipe"));
            Assert.Equal(1, Created(killed, next, "CreateImage"));
        }
    }

    private static bool IsKill(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is KilledException)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Calls that were carried out, of both runs.</summary>
    private static int Created(ProgramUnderTest killed, ProgramUnderTest next, string operation) =>
        killed.Calls.Changes.Take(killed.Calls.KilledAfter ?? int.MaxValue).Count(name => name == operation) + next.Calls.Changes.Count(name => name == operation);

    private static async Task Until(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Yield();
        }
    }

    private static HttpResponseMessage Json(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static BuildResult Released(BuildEnd end) => Assert.IsType<BuildEnd.Released>(end).Result;
}
