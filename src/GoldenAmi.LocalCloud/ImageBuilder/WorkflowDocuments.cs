using System.Text.Json.Nodes;
using GoldenAmi.Components.Workflows;
using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>Operations on workflows themselves.</summary>
internal static class WorkflowDocuments
{
    private static readonly Dictionary<string, Func<ResourceRecord, IEnumerable<string?>>> Filters = new(StringComparer.Ordinal)
    {
        ["description"] = workflow => [workflow.Given.Text("description")],
        ["name"] = workflow => [workflow.Name],
        ["type"] = workflow => [workflow.Given.Text("type")],
        ["version"] = workflow => [workflow.Version],
    };

    public static JsonObject Create(Call call)
    {
        var version = call.Input.RequiredText("semanticVersion");
        Versions.Check(version);
        var (kind, name) = (KindOf(call.Input.RequiredText("type")), call.Input.RequiredText("name"));
        CheckDocument(call);
        var build = Catalog.Own(call, kind).Where(each => Arns.Slug(each.Name) == Arns.Slug(name) && each.Version == version).Max(each => each.Build) ?? 0;
        if (call.Input.Flag("dryRun") == true)
        {
            throw new AwsErrorException("DryRunOperationException", "The request would have succeeded, but the dryRun flag is set.");
        }

        var workflow = ResourceOperations.Add(call, kind, version, build + 1);
        var answer = ResourceOperations.Created(call, "workflowBuildVersionArn", workflow.Arn);
        answer.Remove("requestId");
        answer["latestVersionReferences"] = ResourceOperations.LatestReferences(call.Region, call.Account, kind, name, version);
        return answer;
    }

    public static JsonObject Get(Call call)
    {
        var workflow = Find(call, call.Input.RequiredText("workflowBuildVersionArn"));
        return new JsonObject
        {
            ["workflow"] = Answer(workflow),
            ["latestVersionReferences"] = ResourceOperations.LatestReferences(call.Region, workflow.Account, workflow.Kind, workflow.Name, workflow.Version!),
        };
    }

    public static JsonObject List(Call call)
    {
        var owned = call.Input.Text("owner") switch
        {
            null or "Self" => Own(call),
            "Amazon" => ManagedWorkflows.All(call.Region),
            _ => [],
        };
        var versions = ListFilters.Apply(call, owned, Filters)
            .GroupBy(each => (each.Kind, each.Name, Version: call.Input.Flag("byName") == true ? null : each.Version))
            .Select(group => group.OrderBy(each => Versions.Key(each.Version!)).ThenBy(each => each.Build).Last())
            .ToList();
        return WithoutRequestId(ListFilters.Answer(call, "workflowVersionList", ListFilters.Page(call, versions), workflow =>
        {
            var answer = Answer(workflow, "name", "version", "description", "type", "owner", "dateCreated");
            answer["arn"] = workflow.Arn[..workflow.Arn.LastIndexOf('/')];
            return answer;
        }));
    }

    public static JsonObject ListBuilds(Call call)
    {
        var arn = call.Input.Text("workflowVersionArn");
        var builds = Own(call).Concat(ManagedWorkflows.All(call.Region))
            .Where(each => arn is null ? each.Account == call.Account : each.Arn[..each.Arn.LastIndexOf('/')] == arn).ToList();
        return WithoutRequestId(ListFilters.Answer(
            call, "workflowSummaryList", ListFilters.Page(call, builds), each => Answer(each, "arn", "name", "version", "description", "changeDescription", "type", "owner", "dateCreated", "tags")));
    }

    /// <summary>The workflow that an ARN means, of whatever type.</summary>
    public static ResourceRecord Find(Call call, string arn) =>
        Arns.Parse(arn) is { } parsed && parsed.Kind.StartsWith(ResourceKinds.Workflow + "/", StringComparison.Ordinal)
            ? Catalog.Get(call, parsed.Kind, arn)
            : throw BuilderErrors.NotFound(arn);

    /// <summary>The document of a workflow, which was valid when it was made.</summary>
    public static WorkflowDocument Document(ResourceRecord workflow) =>
        WorkflowDocument.Parse(workflow.Given.RequiredText("data"), workflow.Arn, TypeOf(workflow.Given.RequiredText("type"))).Document
        ?? throw new InvalidOperationException($"The document of {workflow.Arn} was valid when it was made and is no longer.");

    private static string KindOf(string type) => $"{ResourceKinds.Workflow}/{type.ToLowerInvariant()}";

    private static WorkflowType TypeOf(string type) => type switch
    {
        "BUILD" => WorkflowType.Build,
        "TEST" => WorkflowType.Test,
        _ => WorkflowType.Distribution,
    };

    private static IEnumerable<ResourceRecord> Own(Call call) =>
        call.State.Records.Resources.Where(each => each.Kind.StartsWith(ResourceKinds.Workflow + "/", StringComparison.Ordinal) && each.Account == call.Account && each.Region == call.Region);

    private static void CheckDocument(Call call)
    {
        var data = GivenDocument.Read(call);
        var (document, problems) = WorkflowDocument.Parse(data, "data", TypeOf(call.Input.RequiredText("type")));
        if (document is null)
        {
            throw BuilderErrors.Value("data", string.Join(" ", problems.Where(each => each.Severity == Severity.Error).Select(each => $"{each.Place}: {each.Message}")));
        }
    }

    private static JsonObject Answer(ResourceRecord workflow, params ReadOnlySpan<string> names)
    {
        var answer = new JsonObject
        {
            ["arn"] = workflow.Arn,
            ["name"] = workflow.Name,
            ["version"] = workflow.Version,
            ["description"] = workflow.Given.Text("description"),
            ["changeDescription"] = workflow.Given.Text("changeDescription"),
            ["type"] = workflow.Given.Text("type"),
            ["owner"] = workflow.Account,
            ["data"] = workflow.Given.Text("data"),
            ["kmsKeyId"] = workflow.Given.Text("kmsKeyId"),
            ["dateCreated"] = Values.Time(workflow.Created),
            ["tags"] = Values.Map(workflow.Tags),
            ["parameters"] = Values.List(Document(workflow).Parameters.Select(parameter => new JsonObject
            {
                ["name"] = parameter.Name,
                ["type"] = parameter.Type,
                ["defaultValue"] = parameter.Default is { } value ? Values.TextList(value) : null,
                ["description"] = parameter.Description,
            })),
        };
        if (names.Length > 0)
        {
            foreach (var key in answer.Select(each => each.Key).ToList())
            {
                if (!names.Contains(key))
                {
                    answer.Remove(key);
                }
            }
        }

        return answer;
    }

    // The answers of these operations carry none.
    private static JsonObject WithoutRequestId(JsonObject answer)
    {
        answer.Remove("requestId");
        return answer;
    }
}
