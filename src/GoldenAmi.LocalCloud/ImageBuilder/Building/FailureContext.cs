using System.Text.Json.Nodes;
using GoldenAmi.Components.Guest;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder.Building;

/// <summary>
/// What a failed image tells of its first failure, <c>state.failureContext</c>, as AWS's API reference describes it: members that have nothing to say are left out. There is no model of it at hand
/// (<c>aws-api/imagebuilder.additions.json</c>).
/// </summary>
internal static class FailureContext
{
    /// <summary>Image Builder cuts messages of components that are longer.</summary>
    private const int LongestMessage = 1024;

    /// <param name="image">As it was when it failed.</param>
    public static JsonObject Of(CloudRecords records, ImageRecord image, BuildFailedException failure)
    {
        var context = new JsonObject { ["imageStatus"] = image.Status };
        if (FindStep(records, image, failure) is var (workflow, step))
        {
            context["workflowExecutionId"] = workflow.Id;
            context["workflowArn"] = WorkflowOperations.WorkflowArn(image, workflow);
            context["stepExecutionId"] = step.Id;
            context["failedStep"] = step.Name;
        }

        if (failure.Component is { Step.Length: > 0 } component && component.DocumentId.StartsWith("arn:", StringComparison.Ordinal))
        {
            context["componentFailure"] = Component(component);
        }

        if (failure.Place is { } place)
        {
            context["distributionFailure"] = Distribution(place, failure.Message);
        }

        return context;
    }

    /// <summary>The step that failed; for a failure that names none, the one that ran.</summary>
    private static (WorkflowRecord Workflow, StepRecord Step)? FindStep(CloudRecords records, ImageRecord image, BuildFailedException failure)
    {
        foreach (var workflow in records.Workflows.Where(each => each.ImageArn == image.Arn && (failure.Step is { } at ? each.Id == at.Workflow : each.Ended is null)))
        {
            if (workflow.Steps.FirstOrDefault(each => failure.Step is { } at ? each.Name == at.Name : each.Status == "RUNNING") is { } step)
            {
                return (workflow, step);
            }
        }

        return null;
    }

    private static JsonObject Component(GuestFailure failure) => new()
    {
        ["componentArn"] = failure.DocumentId,
        ["phaseName"] = failure.Phase,
        ["stepName"] = failure.Step,
        ["action"] = failure.Action,
        ["errorMessage"] = failure.Message is { Length: > 0 } message ? message[..Math.Min(message.Length, LongestMessage)] : null,
    };

    private static JsonObject Distribution(FailedPlace place, string message) => new()
    {
        ["errorMessage"] = message,
        ["regionFailures"] = new JsonArray(new JsonObject
        {
            ["region"] = place.Region,
            ["targetAccountId"] = place.Account,
            ["status"] = "FAILED",
            ["imageConfigurationStep"] = place.ConfigurationStep,
            ["errorMessage"] = message,
        }),
    };
}
