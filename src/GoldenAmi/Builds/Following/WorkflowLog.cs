using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds.Images;
using GoldenAmi.Identifiers;
using GoldenAmi.Reports;

namespace GoldenAmi.Builds.Following;

/// <summary>Says which steps of Image Builder's workflows began and ended: two calls a look, one while no workflow runs, and one more for each that runs beside another.</summary>
internal sealed class WorkflowLog(AwsClients clients, Region home, IReport report)
{
    private readonly Dictionary<string, string> _said = new(StringComparer.Ordinal);

    public async Task ReadOnAsync(ImageArn image, CancellationToken ct)
    {
        var service = clients.ImageBuilder(home.Value);
        var executions = await service.ListWorkflowExecutionsAsync(new ListWorkflowExecutionsRequest { ImageBuildVersionArn = image.Value }, ct)
            .OrMissingAsync().ExplainAsync("imagebuilder:ListWorkflowExecutions", home.Value);
        foreach (var workflow in (executions?.WorkflowExecutions ?? []).InTime().Where(each => each.Status?.Value is not ("PENDING" or "SKIPPED")))
        {
            if (workflow.WorkflowExecutionId is { } id && _said.GetValueOrDefault(id) is not ("COMPLETED" or "ROLLBACK_COMPLETED" or "CANCELLED"))
            {
                await ReadStepsAsync(id, workflow.Status?.Value ?? "", ct);
            }
        }
    }

    private async Task ReadStepsAsync(string id, string status, CancellationToken ct)
    {
        var steps = await clients.ImageBuilder(home.Value).ListWorkflowStepExecutionsAsync(new ListWorkflowStepExecutionsRequest { WorkflowExecutionId = id }, ct)
            .OrMissingAsync().ExplainAsync("imagebuilder:ListWorkflowStepExecutions", home.Value);
        var inTime = (steps?.Steps ?? []).OrderBy(each => Answers.FindTime(each.StartTime) ?? DateTimeOffset.MaxValue).ToList();
        foreach (var step in inTime)
        {
            Say(step);
        }

        foreach (var step in Enumerable.Reverse(inTime))
        {
            SayRollback(step);
        }

        _said[id] = status;
    }

    private void Say(WorkflowStepMetadata step)
    {
        var status = step.Status?.Value;
        if (step.StepExecutionId is not { } id || status is null or "PENDING" or "SKIPPED" || _said.GetValueOrDefault(id) == status)
        {
            return;
        }

        _said[id] = status;
        var duration = Answers.FindTime(step.EndTime) - Answers.FindTime(step.StartTime);
        report.Say(step.Name ?? step.Action ?? id, status.ToLowerInvariant(), status == "RUNNING" ? null : duration);
    }

    /// <summary>A failed workflow takes back what its steps had done, the last one first.</summary>
    private void SayRollback(WorkflowStepMetadata step)
    {
        if (step.StepExecutionId is not { } id || step.RollbackStatus?.Value is not { } status || _said.GetValueOrDefault($"{id} rollback") == status)
        {
            return;
        }

        _said[$"{id} rollback"] = status;
        var word = status switch
        {
            "RUNNING" => "is rolled back",
            "COMPLETED" => "was rolled back",
            "FAILED" => "could not be rolled back",
            _ => null,
        };
        if (word is not null)
        {
            report.Say(step.Name ?? step.Action ?? id, word);
        }
    }
}
