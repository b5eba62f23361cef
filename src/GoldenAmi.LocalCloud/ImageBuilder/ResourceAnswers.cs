using System.Text.Json.Nodes;
using GoldenAmi.Components.Language;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>Resources as answers show them.</summary>
internal static class ResourceAnswers
{
    public static JsonObject Component(ResourceRecord component)
    {
        var document = Document(component);
        return new JsonObject
        {
            ["arn"] = component.Arn,
            ["name"] = component.Name,
            ["version"] = component.Version,
            ["description"] = component.Given.Text("description"),
            ["changeDescription"] = component.Given.Text("changeDescription"),
            ["type"] = document.IsTest ? "TEST" : "BUILD",
            ["platform"] = component.Given.Text("platform"),
            ["supportedOsVersions"] = component.Given["supportedOsVersions"]?.DeepClone(),
            ["state"] = new JsonObject { ["status"] = "ACTIVE" },
            ["parameters"] = Values.List(document.Parameters.Select(Parameter)),
            ["owner"] = component.Account,
            ["data"] = component.Given.Text("data"),
            ["kmsKeyId"] = component.Given.Text("kmsKeyId"),
            ["encrypted"] = true,
            ["dateCreated"] = Values.Time(component.Created),
            ["tags"] = Values.Map(component.Tags),
        };
    }

    public static JsonObject ComponentSummary(ResourceRecord component) =>
        Only(Component(component), "arn", "name", "version", "platform", "supportedOsVersions", "state", "type", "owner", "description", "changeDescription", "dateCreated", "tags");

    /// <summary>A version with all its builds: its ARN ends with the version.</summary>
    public static JsonObject ComponentVersion(ResourceRecord component)
    {
        var version = Only(Component(component), "name", "version", "description", "platform", "supportedOsVersions", "type", "owner", "dateCreated");
        version["arn"] = component.Arn[..component.Arn.LastIndexOf('/')];
        return version;
    }

    public static JsonObject Recipe(ResourceRecord recipe)
    {
        var answer = recipe.Given.DeepClone().AsObject();
        answer["arn"] = recipe.Arn;
        answer["type"] = "AMI";
        answer["name"] = recipe.Name;
        answer["version"] = recipe.Version;
        answer["platform"] = "Linux";
        answer["owner"] = recipe.Account;
        answer["dateCreated"] = Values.Time(recipe.Created);
        answer["tags"] = Values.Map(recipe.Tags);
        return answer;
    }

    public static JsonObject RecipeSummary(ResourceRecord recipe) => Only(Recipe(recipe), "arn", "name", "platform", "owner", "parentImage", "dateCreated", "tags");

    /// <summary>An infrastructure or distribution configuration.</summary>
    public static JsonObject Configuration(ResourceRecord configuration)
    {
        var answer = configuration.Given.DeepClone().AsObject();
        answer["arn"] = configuration.Arn;
        answer["name"] = configuration.Name;
        answer["dateCreated"] = Values.Time(configuration.Created);
        answer["dateUpdated"] = configuration.Updated is { } updated ? Values.Time(updated) : null;
        answer["tags"] = Values.Map(configuration.Tags);
        if (configuration.Kind == ResourceKinds.Distribution)
        {
            answer["timeoutMinutes"] = DistributionTimeoutMinutes;
        }

        return answer;
    }

    public static JsonObject InfrastructureSummary(ResourceRecord configuration) =>
        Only(Configuration(configuration), "arn", "name", "description", "dateCreated", "dateUpdated", "resourceTags", "tags", "instanceTypes", "instanceProfileName", "placement");

    public static JsonObject DistributionSummary(ResourceRecord configuration)
    {
        var summary = Only(Configuration(configuration), "arn", "name", "description", "dateCreated", "dateUpdated", "tags");
        summary["regions"] = Values.TextList(configuration.Given.Structures("distributions").Select(each => each.RequiredText("region")));
        return summary;
    }

    /// <summary>The document of a component, which was valid when it was made.</summary>
    public static ComponentDocument Document(ResourceRecord component) =>
        ComponentDocument.Parse(component.Given.RequiredText("data"), component.Arn).Document
        ?? throw new InvalidOperationException($"The document of {component.Arn} was valid when it was made and is no longer.");

    /// <summary>A guess: AWS shows this member and does not say its default; the largest that the model allows.</summary>
    private static int DistributionTimeoutMinutes => 720;

    private static JsonObject Parameter(ComponentParameter parameter) => new()
    {
        ["name"] = parameter.Name,
        ["type"] = "String",
        ["defaultValue"] = parameter.Default is { } value ? Values.TextList([value]) : null,
    };

    private static JsonObject Only(JsonObject from, params ReadOnlySpan<string> names)
    {
        var picked = new JsonObject();
        foreach (var name in names)
        {
            picked[name] = from[name]?.DeepClone();
        }

        return picked;
    }
}
