using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>Operations on executions of workflows.</summary>
internal static class WorkflowOperations
{
    public static JsonObject List(Call call)
    {
        var arn = call.Input.RequiredText("imageBuildVersionArn");
        var image = Catalog.FindImage(call, arn) ?? throw BuilderErrors.NotFound(arn);
        var executions = call.State.Records.Workflows.Where(each => each.ImageArn == image.Arn).ToList();
        var answer = ListFilters.Answer(call, "workflowExecutions", ListFilters.Page(call, executions), each => Execution(image, each, isListed: true));
        answer["imageBuildVersionArn"] = image.Arn;
        answer["message"] = image.Reason;
        return answer;
    }

    public static JsonObject Get(Call call)
    {
        var (image, workflow) = Find(call, call.Input.RequiredText("workflowExecutionId"));
        var answer = Execution(image, workflow, isListed: false);
        answer["requestId"] = call.RequestId;
        answer["imageBuildVersionArn"] = image.Arn;
        return answer;
    }

    public static JsonObject ListSteps(Call call)
    {
        var (image, workflow) = Find(call, call.Input.RequiredText("workflowExecutionId"));
        var answer = ListFilters.Answer(call, "steps", ListFilters.Page(call, workflow.Steps), Step);
        answer["workflowBuildVersionArn"] = WorkflowArn(image, workflow);
        answer["workflowExecutionId"] = workflow.Id;
        answer["imageBuildVersionArn"] = image.Arn;
        answer["message"] = workflow.Message;
        return answer;
    }

    public static JsonObject GetStep(Call call)
    {
        var id = call.Input.RequiredText("stepExecutionId");
        var workflow = call.State.Records.Workflows.Find(each => each.Steps.Any(step => step.Id == id))
            ?? throw new AwsErrorException("ResourceNotFoundException", $"The workflow step execution '{id}' does not exist.");
        var (image, _) = Find(call, workflow.Id);
        var answer = Step(workflow.Steps.First(step => step.Id == id));
        answer["requestId"] = call.RequestId;
        answer["workflowBuildVersionArn"] = WorkflowArn(image, workflow);
        answer["workflowExecutionId"] = workflow.Id;
        answer["imageBuildVersionArn"] = image.Arn;
        answer["onFailure"] = workflow.Steps.First(step => step.Id == id).Continues ? "Continue" : "Abort";
        return answer;
    }

    private static (ImageRecord Image, WorkflowRecord Workflow) Find(Call call, string id)
    {
        var workflow = call.State.Records.Workflows.Find(each => each.Id == id);
        var image = workflow is null
            ? null
            : call.State.Records.Images.Find(each => each.Arn == workflow.ImageArn && each.Account == call.Account && each.Region == call.Region);
        return image is null || workflow is null
            ? throw new AwsErrorException("ResourceNotFoundException", $"The workflow execution '{id}' does not exist.")
            : (image, workflow);
    }

    private static JsonObject Execution(ImageRecord image, WorkflowRecord workflow, bool isListed)
    {
        var answer = new JsonObject
        {
            ["workflowBuildVersionArn"] = WorkflowArn(image, workflow),
            ["workflowExecutionId"] = workflow.Id,
            ["type"] = workflow.Type,
            ["status"] = workflow.Status,
            ["parallelGroup"] = workflow.ParallelGroup,
            ["message"] = workflow.Message,
            ["totalStepCount"] = workflow.Steps.Count,
            ["totalStepsSucceeded"] = workflow.Steps.Count(step => step.Status == "COMPLETED"),
            ["totalStepsFailed"] = workflow.Steps.Count(step => step.Status == "FAILED"),
            ["totalStepsSkipped"] = workflow.Steps.Count(step => step.Status == "SKIPPED"),
            ["startTime"] = Values.Time(workflow.Started),
            ["endTime"] = workflow.Ended is { } ended ? Values.Time(ended) : null,
        };
        if (isListed)
        {
            answer["retried"] = workflow.IsRetried;
        }

        return answer;
    }

    private static JsonObject Step(StepRecord step) => new()
    {
        ["stepExecutionId"] = step.Id,
        ["name"] = step.Name,
        ["action"] = step.Action,
        ["status"] = step.Status,
        ["rollbackStatus"] = step.RollbackStatus,
        ["message"] = step.Message,
        ["outputs"] = step.Outputs,
        ["startTime"] = step.Started is { } started ? Values.Time(started) : null,
        ["endTime"] = step.Ended is { } ended ? Values.Time(ended) : null,
    };

    /// <summary>A guess: the version of AWS's own workflows.</summary>
    internal static string WorkflowArn(ImageRecord image, WorkflowRecord workflow)
    {
        if (workflow.WorkflowArn is { } own)
        {
            return own;
        }

        var type = workflow.Type == "BUILD" ? "build" : "test";
        var name = workflow.Type == "BUILD" ? WorkflowRecords.Build : WorkflowRecords.Test;
        return Arns.Make(image.Region, ManagedComponents.Owner, $"workflow/{type}", name, ManagedWorkflows.Version, build: 1);
    }
}
