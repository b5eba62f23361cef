using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>What the create and get operations of all resources have in common.</summary>
internal static class ResourceOperations
{
    private static readonly string[] NotKept = ["clientToken", "tags", "name", "semanticVersion", "dryRun"];

    /// <summary>Keeps a new resource; its request's members become what it is.</summary>
    public static ResourceRecord Add(Call call, string kind, string? version = null, int? build = null)
    {
        Quotas.CheckRoom(call, kind);
        var name = call.Input.RequiredText("name");
        var given = GivenOf(call);
        var resource = new ResourceRecord(
            kind, Arns.Make(call.Region, call.Account, kind, name, version, build), call.Account, call.Region, name, version, build, given, call.Now)
        {
            Tags = call.Input.TextMap("tags"),
        };
        call.State.Records = call.State.Records with { Resources = call.State.Records.Resources.Add(resource) };
        return resource;
    }

    /// <summary>The members of a request that are kept as what the resource is.</summary>
    /// <param name="arnMember">Of an update: the member that names the resource.</param>
    public static JsonObject GivenOf(Call call, string? arnMember = null) =>
        new(call.Input.Where(each => each.Key != arnMember && !NotKept.Contains(each.Key)).Select(each => KeyValuePair.Create(each.Key, each.Value?.DeepClone())));

    /// <summary>The answer of a create operation.</summary>
    public static JsonObject Created(Call call, string member, string arn) => new()
    {
        ["requestId"] = call.RequestId,
        ["clientToken"] = call.Input.Text("clientToken"),
        [member] = arn,
    };

    /// <summary>The ARNs that follow the newest version: <c>x.x.x</c>, <c>1.x.x</c>, <c>1.4.x</c> and the version's own.</summary>
    public static JsonObject LatestReferences(string region, string account, string kind, string name, string version)
    {
        var parts = version.Split('.');
        string Arn(string reference) => Arns.Make(region, account, kind, name, reference);
        return new JsonObject
        {
            ["latestVersionArn"] = Arn("x.x.x"),
            ["latestMajorVersionArn"] = Arn($"{parts[0]}.x.x"),
            ["latestMinorVersionArn"] = Arn($"{parts[0]}.{parts[1]}.x"),
            ["latestPatchVersionArn"] = Arn(version),
        };
    }
}
