using GoldenAmi.LocalCloud.ImageBuilder.Building;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>The workflows that an image is asked for with.</summary>
internal static class ChosenWorkflows
{
    /// <summary>Image Builder's quota "Workflows per image" (https://docs.aws.amazon.com/general/latest/gr/imagebuilder.html).</summary>
    private const int Most = 10;

    /// <summary>A guess: the errors, and that the role is asked for at once.</summary>
    public static IReadOnlyList<ChosenWorkflow> Read(Call call)
    {
        var given = call.Input.Structures("workflows");
        if (given.Count > Most)
        {
            throw Quotas.Exceeded($"An image has at most {Most} workflows; this one has {given.Count}.");
        }

        if (given.Count > 0 && call.Input.Text("executionRole") is null)
        {
            throw BuilderErrors.Value("executionRole", "Workflows need an execution role.");
        }

        return
        [
            .. given.Select(each => Check(new ChosenWorkflow(WorkflowDocuments.Find(call, each.RequiredText("workflowArn")), each.Text("parallelGroup"), each.Text("onFailure") == "CONTINUE")
            {
                Parameters = each.Structures("parameters").ToDictionary(parameter => parameter.RequiredText("name"), parameter => parameter.Texts("value"), StringComparer.Ordinal),
            })),
        ];
    }

    private static ChosenWorkflow Check(ChosenWorkflow chosen)
    {
        var document = WorkflowDocuments.Document(chosen.Workflow);
        foreach (var step in document.Steps)
        {
            if (!WorkflowRun.Actions.Contains(step.Action))
            {
                throw BuilderErrors.NotServed($"the action {step.Action} (step '{step.Name}' of '{chosen.Workflow.Arn}'); of the actions of workflows it has {string.Join(", ", WorkflowRun.Actions)}");
            }

            if (step.Inputs.Keys.FirstOrDefault(input => input is "imageIdOverride" or "instanceTypesOverride") is { } input)
            {
                throw BuilderErrors.NotServed($"the input {input} (step '{step.Name}' of '{chosen.Workflow.Arn}')");
            }
        }

        var unknown = chosen.Parameters.Keys.FirstOrDefault(name => document.Parameters.All(parameter => parameter.Name != name));
        var missing = document.Parameters.FirstOrDefault(parameter => parameter.Default is null && !chosen.Parameters.ContainsKey(parameter.Name));
        return unknown is not null ? throw BuilderErrors.Value("workflows", $"'{chosen.Workflow.Arn}' has no parameter '{unknown}'.")
            : missing is not null ? throw BuilderErrors.Value("workflows", $"The parameter '{missing.Name}' of '{chosen.Workflow.Arn}' has no value.")
            : chosen;
    }
}
