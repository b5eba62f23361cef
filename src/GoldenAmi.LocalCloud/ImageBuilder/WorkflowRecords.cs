using GoldenAmi.Components.Workflows;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>Changes to workflow executions and their steps.</summary>
internal static class WorkflowRecords
{
    public const string Build = "build-image";
    public const string Test = "test-image";

    /// <summary>The steps of AWS's own workflows, by name and action, in their order.</summary>
    public static IReadOnlyList<(string Name, string Action)> Steps(string workflow) => workflow switch
    {
        Build =>
        [
            ("LaunchBuildInstance", "LaunchInstance"), ("ApplyBuildComponents", "ExecuteComponents"), ("InventoryCollection", "CollectImageMetadata"),
            ("RunSanitizeScript", "SanitizeInstance"), ("CreateImage", "CreateImage"), ("TerminateBuildInstance", "TerminateInstance"),
        ],
        Test => [("LaunchTestInstance", "LaunchInstance"), ("ApplyTestComponents", "ExecuteComponents"), ("TerminateTestInstance", "TerminateInstance")],
        _ => throw new ArgumentException($"There is no workflow '{workflow}'.", nameof(workflow)),
    };

    public static WorkflowRecord New(string workflow, string imageArn, DateTimeOffset now) => new(
        Ids.Execution("wf"), imageArn, workflow == Build ? "BUILD" : "TEST", "RUNNING",
        [.. Steps(workflow).Select(step => new StepRecord(Ids.Execution("step"), step.Name, step.Action, "PENDING"))], now);

    /// <summary>An execution of a workflow of one's own.</summary>
    public static WorkflowRecord New(ChosenWorkflow chosen, WorkflowDocument document, string imageArn, DateTimeOffset now) => new(
        Ids.Execution("wf"), imageArn, chosen.Workflow.Given.RequiredText("type"), "RUNNING",
        [.. document.Steps.Select(step => new StepRecord(Ids.Execution("step"), step.Name, step.Action, "PENDING") { Continues = step.ContinuesOnFailure, IsRolledBack = step.IsRolledBack })], now)
    {
        WorkflowArn = chosen.Workflow.Arn,
        ParallelGroup = chosen.ParallelGroup,
    };

    public static WorkflowRecord WithStep(WorkflowRecord workflow, string name, Func<StepRecord, StepRecord> change) =>
        workflow with { Steps = [.. workflow.Steps.Select(step => step.Name == name ? change(step) : step)] };

    /// <summary>A step failed an execution: later ones never run, and those before it are to be undone.</summary>
    /// <param name="isUndone">Of a completed step; the rollback of one that is not is skipped.</param>
    public static CloudRecords BeginRollback(CloudRecords records, string id, string message, Func<StepRecord, bool> isUndone, DateTimeOffset now) =>
        records.WithWorkflow(id, workflow => workflow with { Status = "ROLLBACK_IN_PROGRESS", Message = message, Steps = [.. workflow.Steps.Select(step =>
            step.Status == "COMPLETED" && !isUndone(step) ? step with { RollbackStatus = "SKIPPED" } : Stop(step, "FAILED", message, now))] });

    /// <summary>Ends what still runs of an image: the running step gets the status, later ones never ran.</summary>
    public static CloudRecords Stop(CloudRecords records, string imageArn, string status, string message, DateTimeOffset now) => records with
    {
        Workflows = CloudRecords.Changed(
            records.Workflows,
            workflow => workflow.ImageArn == imageArn && workflow.Ended is null,
            workflow => workflow with
            {
                Status = status,
                Message = message,
                Ended = now,
                Steps = [.. workflow.Steps.Select(step => Stop(step, status, message, now))],
            }),
    };

    public static CloudRecords MarkRetried(CloudRecords records, string imageArn) => records with
    {
        Workflows = CloudRecords.Changed(
            records.Workflows, workflow => workflow.ImageArn == imageArn && workflow.Status is "FAILED" or "ROLLBACK_COMPLETED", workflow => workflow with { IsRetried = true }),
    };

    private static StepRecord Stop(StepRecord step, string status, string message, DateTimeOffset now) => step.Status switch
    {
        "RUNNING" => step with { Status = status, Message = message, Ended = now },
        "PENDING" => step with { Status = status == "CANCELLED" ? "CANCELLED" : "SKIPPED" },
        _ => step,
    };
}
