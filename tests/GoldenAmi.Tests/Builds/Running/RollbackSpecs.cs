using GoldenAmi.Components.Workflows;
using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud;
using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Builds.Running;

/// <summary>What who follows a build reads while a failed workflow is rolled back.</summary>
public sealed class RollbackSpecs
{
    private const string Twice = """
        name: build
        schemaVersion: 1.0
        steps:
          - { name: Launch, action: LaunchInstance, inputs: { waitFor: ssmAgent } }
          - { name: Components, action: ExecuteComponents, inputs: { instanceId.$: $.stepOutputs.Launch.instanceId } }
          - { name: MakeImage, action: CreateImage, inputs: { instanceId.$: $.stepOutputs.Launch.instanceId } }
          - { name: MakeAnother, action: CreateImage, inputs: { instanceId.$: $.stepOutputs.Launch.instanceId } }

        """;

    [Fact]
    public async Task The_log_tells_each_step_that_is_rolled_back_as_it_begins_and_ends_the_last_one_first()
    {
        var time = new LookedAt();
        await using var world = await CloudWorld.OpenAsync(pace: new CloudPace { Rollback = TimeSpan.FromMinutes(1) }, time: time);
        var run = world.Run(instead: operation =>
        {
            if (operation == "ListWorkflowStepExecutions")
            {
                time.Look();
            }

            return null;
        });

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => run.BuildAsync(CloudWorld.Web() with
        {
            Workflows = [new WorkflowUse.Document("images/web/workflows/build.yaml", Twice, DocumentOptions.None, WorkflowType.Build, CloudWorld.Here)],
        }));

        Assert.Equal((Ending.Refused, ErrorCode.BuildFailed), (failure.Ending, failure.Diagnostics[0].Code));
        Assert.Equal(
            ["MakeImage  is rolled back", "MakeImage  was rolled back", "Launch  is rolled back", "Launch  was rolled back"],
            run.Report.Lines.Where(line => line.Contains("rolled back", StringComparison.Ordinal)));
    }

    /// <summary>A clock for the cloud on which a delay is over when somebody has looked at the steps twice since it began: so each state is seen, however busy the computer is.</summary>
    private sealed class LookedAt : TimeProvider
    {
        private readonly Lock _lock = new();
        private readonly List<(TimerCallback Callback, object? State, int Looks)> _waiting = [];
        private int _looks;

        public void Look()
        {
            List<(TimerCallback Callback, object? State, int Looks)> due;
            lock (_lock)
            {
                _looks++;
                due = _waiting.FindAll(each => each.Looks <= _looks);
                _waiting.RemoveAll(each => each.Looks <= _looks);
            }

            due.ForEach(each => each.Callback(each.State));
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (state is Task)
            {
                lock (_lock)
                {
                    _waiting.Add((callback, state, _looks + 2));
                }
            }

            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
