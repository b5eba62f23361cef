using System.Text.Json.Nodes;
using GoldenAmi.Components.Language;
using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud.ImageBuilder.Sharing;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>Operations on components.</summary>
internal static class ComponentOperations
{
    private static readonly Dictionary<string, Func<ResourceRecord, IEnumerable<string?>>> Filters = new(StringComparer.Ordinal)
    {
        ["description"] = component => [component.Given.Text("description")],
        ["name"] = component => [component.Name],
        ["platform"] = component => [component.Given.Text("platform")],
        ["supportedOsVersion"] = component => component.Given.Texts("supportedOsVersions"),
        ["type"] = component => [ResourceAnswers.Document(component).IsTest ? "TEST" : "BUILD"],
        ["version"] = component => [component.Version],
    };

    public static JsonObject Create(Call call)
    {
        var version = call.Input.RequiredText("semanticVersion");
        Versions.Check(version);
        CheckDocument(call);
        var name = call.Input.RequiredText("name");
        var builds = Catalog.Own(call, ResourceKinds.Component).Where(each => Arns.Slug(each.Name) == Arns.Slug(name) && each.Version == version);
        var build = builds.Max(each => each.Build) ?? 0;
        if (call.Input.Flag("dryRun") == true)
        {
            throw new AwsErrorException("DryRunOperationException", "The request would have succeeded, but the dryRun flag is set.");
        }

        var component = ResourceOperations.Add(call, ResourceKinds.Component, version, build + 1);
        var answer = ResourceOperations.Created(call, "componentBuildVersionArn", component.Arn);
        answer["latestVersionReferences"] = ResourceOperations.LatestReferences(call.Region, call.Account, ResourceKinds.Component, name, version);
        return answer;
    }

    public static JsonObject Get(Call call)
    {
        var component = Catalog.Get(call, ResourceKinds.Component, call.Input.RequiredText("componentBuildVersionArn"));
        return new JsonObject
        {
            ["requestId"] = call.RequestId,
            ["component"] = ResourceAnswers.Component(component),
            ["latestVersionReferences"] =
                ResourceOperations.LatestReferences(call.Region, component.Account, ResourceKinds.Component, component.Name, component.Version!),
        };
    }

    public static JsonObject List(Call call)
    {
        var owned = call.Input.Text("owner") switch
        {
            null or "Self" => Catalog.Own(call, ResourceKinds.Component),
            "Amazon" => ManagedComponents.Names.Select(name => ManagedComponents.Find(call.Region, name)!),
            "Shared" => Shared.Resources(call, ResourceKinds.Component),
            _ => [],
        };

        // One entry a version; by name, one entry a name: the newest.
        var versions = ListFilters.Apply(call, owned, Filters)
            .GroupBy(each => (each.Name, Version: call.Input.Flag("byName") == true ? null : each.Version))
            .Select(group => group.OrderBy(each => Versions.Key(each.Version!)).ThenBy(each => each.Build).Last())
            .ToList();
        return ListFilters.Answer(call, "componentVersionList", ListFilters.Page(call, versions), ResourceAnswers.ComponentVersion);
    }

    public static JsonObject ListBuilds(Call call)
    {
        var arn = call.Input.Text("componentVersionArn");
        var builds = Catalog.Own(call, ResourceKinds.Component)
            .Concat(ManagedComponents.Names.Select(name => ManagedComponents.Find(call.Region, name)!))
            .Concat(Shared.Resources(call, ResourceKinds.Component))
            .Where(each => arn is null ? each.Account == call.Account : each.Arn[..each.Arn.LastIndexOf('/')] == arn)
            .ToList();
        return ListFilters.Answer(call, "componentSummaryList", ListFilters.Page(call, builds), ResourceAnswers.ComponentSummary);
    }

    private static void CheckDocument(Call call)
    {
        var data = GivenDocument.Read(call);
        var (document, problems) = ComponentDocument.Parse(data, "data");
        if (document is null)
        {
            throw BuilderErrors.Value("data", string.Join(" ", problems.Where(each => each.Severity == Severity.Error).Select(each => $"{each.Place}: {each.Message}")));
        }
    }
}
