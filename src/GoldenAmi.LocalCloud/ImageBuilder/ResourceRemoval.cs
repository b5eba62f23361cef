using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>Delete operations of components, recipes and configurations; what something else still needs is refused.</summary>
internal static class ResourceRemoval
{
    private static readonly string[] PipelineNeeds = ["imageRecipeArn", "infrastructureConfigurationArn", "distributionConfigurationArn"];

    public static JsonObject DeleteComponent(Call call) => Delete(call, ResourceKinds.Component, "componentBuildVersionArn");

    public static JsonObject DeleteRecipe(Call call) => Delete(call, ResourceKinds.ImageRecipe, "imageRecipeArn");

    public static JsonObject DeleteInfrastructure(Call call) => Delete(call, ResourceKinds.Infrastructure, "infrastructureConfigurationArn");

    public static JsonObject DeleteDistribution(Call call) => Delete(call, ResourceKinds.Distribution, "distributionConfigurationArn");

    public static JsonObject DeleteWorkflow(Call call)
    {
        var answer = Delete(call, WorkflowDocuments.Find(call, call.Input.RequiredText("workflowBuildVersionArn")).Kind, "workflowBuildVersionArn");
        answer.Remove("requestId");
        return answer;
    }

    private static JsonObject Delete(Call call, string kind, string member)
    {
        // One build version of one version: wildcards mean nothing to a deletion.
        var arn = call.Input.RequiredText(member);
        var resource = Catalog.Own(call, kind).FirstOrDefault(each => each.Arn == arn) ?? throw BuilderErrors.NotFound(arn);
        if (Dependent(call, resource) is { } dependent)
        {
            throw BuilderErrors.Needed(resource.Arn, dependent);
        }

        call.State.Records = call.State.Records.WithoutPolicy(resource.Arn) with { Resources = call.State.Records.Resources.RemoveAll(each => each.Arn == resource.Arn && each.Account == call.Account) };
        return new JsonObject { ["requestId"] = call.RequestId, [member] = resource.Arn };
    }

    /// <summary>A guess: what keeps a resource from being deleted. A component is needed by the recipes whose references lead to it now; the others by pipelines and by every image that was made with them.</summary>
    private static string? Dependent(Call call, ResourceRecord resource) => resource.Kind switch
    {
        ResourceKinds.Component => Catalog.Own(call, ResourceKinds.ImageRecipe).FirstOrDefault(recipe => recipe.Given.Structures("components")
            .Any(each => Catalog.Find(call, ResourceKinds.Component, each.RequiredText("componentArn"))?.Arn == resource.Arn))?.Arn,
        _ when Catalog.Own(call, ResourceKinds.Pipeline).FirstOrDefault(pipeline => PipelineNeeds.Any(member => pipeline.Given.Text(member) == resource.Arn)) is { } pipeline => pipeline.Arn,
        _ => call.State.Records.Images.Find(image => image.Account == call.Account
            && (image.Recipe?.Arn == resource.Arn || image.Infrastructure?.Arn == resource.Arn || image.Distribution?.Arn == resource.Arn || image.Workflows.Any(each => each.Workflow.Arn == resource.Arn)))?.Arn,
    };
}
