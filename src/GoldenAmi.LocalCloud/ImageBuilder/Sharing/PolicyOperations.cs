using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder.Sharing;

/// <summary>Put and get operations of the resource policies of components, images and image recipes.</summary>
internal static class PolicyOperations
{
    public static JsonObject PutComponent(Call call) => Put(call, "componentArn", OwnResource(call, ResourceKinds.Component, "componentArn"));

    public static JsonObject GetComponent(Call call) => Get(call, OwnResource(call, ResourceKinds.Component, "componentArn"));

    public static JsonObject PutRecipe(Call call) => Put(call, "imageRecipeArn", OwnResource(call, ResourceKinds.ImageRecipe, "imageRecipeArn"));

    public static JsonObject GetRecipe(Call call) => Get(call, OwnResource(call, ResourceKinds.ImageRecipe, "imageRecipeArn"));

    public static JsonObject PutImage(Call call) => Put(call, "imageArn", OwnImage(call));

    public static JsonObject GetImage(Call call) => Get(call, OwnImage(call));

    private static JsonObject Put(Call call, string member, string arn)
    {
        var policy = call.Input.RequiredText("policy");
        ResourcePolicy.Parse(policy);
        call.State.Records = call.State.Records with { Policies = call.State.Records.Policies.RemoveAll(each => each.Arn == arn).Add(new PolicyRecord(arn, policy)) };
        return new JsonObject { ["requestId"] = call.RequestId, [member] = arn };
    }

    private static JsonObject Get(Call call, string arn) => new()
    {
        ["requestId"] = call.RequestId,
        ["policy"] = call.State.Records.Policies.Find(each => each.Arn == arn)?.Policy
            ?? throw new AwsErrorException("ResourceNotFoundException", $"The resource '{arn}' has no policy."),
    };

    /// <summary>A policy is its owner's to read and to write, whoever it lets in.</summary>
    private static string OwnResource(Call call, string kind, string member)
    {
        var arn = call.Input.RequiredText(member);
        return Catalog.Own(call, kind).FirstOrDefault(each => each.Arn == arn)?.Arn ?? throw BuilderErrors.NotFound(arn);
    }

    private static string OwnImage(Call call)
    {
        var arn = call.Input.RequiredText("imageArn");
        return Catalog.OwnImages(call).FirstOrDefault(each => each.Arn == arn)?.Arn ?? throw BuilderErrors.NotFound(arn);
    }
}
