using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds.Deciding;
using GoldenAmi.Builds.Images;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Builds.Following;

/// <summary>Finds where a build failed: as the service says it with the image, else from its workflow executions, which is at most two calls.</summary>
internal sealed class FailureReader(AwsClients clients, Region home)
{
    // The default workflows' names, and the action of custom ones, for the step in which components run.
    private static readonly string[] ComponentSteps = ["ApplyTestComponents", "ApplyBuildComponents"];

    public async Task<WorkflowFailure> ReadAsync(ImageBuild build, CancellationToken ct) => build.Failure is { } said && Stage(said) is { } stage
        ? new WorkflowFailure(stage, said.Step ?? FailureReason.FindWorkflowStep(build.Reason), said.Component?.Message ?? said.Distribution)
        : await ReadWorkflowsAsync(build, ct);

    private async Task<WorkflowFailure> ReadWorkflowsAsync(ImageBuild build, CancellationToken ct)
    {
        var service = clients.ImageBuilder(home.Value);
        var executions = await service.ListWorkflowExecutionsAsync(new ListWorkflowExecutionsRequest { ImageBuildVersionArn = build.Arn.Value }, ct)
            .OrMissingAsync().ExplainAsync("imagebuilder:ListWorkflowExecutions", home.Value);
        var failed = (executions?.WorkflowExecutions ?? []).InTime().LastOrDefault(execution => IsFailed(execution.Status?.Value));
        if (failed?.WorkflowExecutionId is not { } id)
        {
            return new WorkflowFailure(null, FailureReason.FindWorkflowStep(build.Reason), null);
        }

        var steps = await service.ListWorkflowStepExecutionsAsync(new ListWorkflowStepExecutionsRequest { WorkflowExecutionId = id }, ct)
            .OrMissingAsync().ExplainAsync("imagebuilder:ListWorkflowStepExecutions", home.Value);
        var step = (steps?.Steps ?? []).FirstOrDefault(each => each.Status?.Value == "FAILED");
        var name = step?.Name ?? FailureReason.FindWorkflowStep(build.Reason);
        return new WorkflowFailure(Stage(failed.Type?.Value, name, step?.Action), name, step?.Message ?? failed.Message);
    }

    private static bool IsFailed(string? status) => status is "FAILED" or "ROLLBACK_IN_PROGRESS" or "ROLLBACK_COMPLETED";

    /// <summary>Of a test that names no component the step's action tells more than its name, so that the workflow is asked.</summary>
    private static FailedStage? Stage(ImageFailure said) => said.Stage switch
    {
        BuildState.Pending or BuildState.Creating or BuildState.Building => FailedStage.Build,
        BuildState.Testing when said.Component is not null || ComponentSteps.Contains(said.Step) => FailedStage.TestComponent,
        BuildState.Distributing or BuildState.Integrating => FailedStage.Distribution,
        _ => null,
    };

    /// <summary>An unknown workflow type is unknown: nothing is resumed on a guess.</summary>
    private static FailedStage? Stage(string? type, string? step, string? action) => type switch
    {
        "BUILD" => FailedStage.Build,
        "TEST" => ComponentSteps.Contains(step) || action == "ExecuteComponents" ? FailedStage.TestComponent : FailedStage.TestMachinery,
        "DISTRIBUTION" => FailedStage.Distribution,
        _ => null,
    };
}

/// <summary>Where a build failed.</summary>
/// <param name="Stage">Null when the service does not say.</param>
/// <param name="Step">The workflow's step, for example <c>ApplyTestComponents</c>, or null.</param>
/// <param name="Message">The step's message, or null.</param>
internal sealed record WorkflowFailure(FailedStage? Stage, string? Step, string? Message);

/// <summary>The order of workflow executions, which the service's answer does not promise.</summary>
internal static class WorkflowOrder
{
    public static IEnumerable<WorkflowExecutionMetadata> InTime(this IEnumerable<WorkflowExecutionMetadata> executions) =>
        executions.OrderBy(each => Answers.FindTime(each.StartTime) ?? DateTimeOffset.MaxValue);
}
