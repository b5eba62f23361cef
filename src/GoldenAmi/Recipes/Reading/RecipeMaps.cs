using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes.Reading;

/// <summary>The keys of one kind of map in a recipe. <c>schemas/golden-ami.schema.json</c> is held to these tables by a test.</summary>
/// <param name="What">For messages: <c>a recipe</c>.</param>
/// <param name="Keys">The keys that are obeyed.</param>
internal sealed record RecipeMap(string What, IReadOnlyList<string> Keys)
{
    /// <summary>Keys that are planned: each with what to do meanwhile. They are refused by name, never passed over in silence.</summary>
    public IReadOnlyDictionary<string, string> Later { get; init; } = new Dictionary<string, string>();

    /// <summary>Notes the keys that do not belong here and gives the reader of the others.</summary>
    public MapReader Open(MapNode map, ProblemList problems)
    {
        var reader = new MapReader(map, What, problems);
        foreach (var key in map.Entries.Select(entry => entry.Key).Where(key => !Keys.Contains(key.Value)))
        {
            if (Later.TryGetValue(key.Value, out var meanwhile))
            {
                problems.Add(ErrorCode.RecipeNotAvailable, key.Place, $"'{key.Value}' of {What} is known, not available yet.", meanwhile);
                continue;
            }

            var near = NearMiss.Find(key.Value, Keys.Concat(Later.Keys));
            problems.Add(
                ErrorCode.RecipeUnknownKey,
                key.Place,
                $"'{ProblemList.Short(key.Value)}' is not a key of {What}; allowed: {string.Join(", ", Keys)}.",
                near is null ? "use one of the allowed ones." : $"did you mean '{near}'?");
            reader.Misspelt(near);
        }

        return reader;
    }
}

/// <summary>All maps of a recipe.</summary>
internal static class RecipeMaps
{
    private const string Remove = "remove it until a later release brings it.";

    public static RecipeMap Recipe { get; } = new(
        "a recipe",
        [
            "schema", "name", "description", "version", "platform", "region", "executionRole", "refresh", "parent", "components", "tests",
            "volumes", "userData", "workingDirectory", "agent", "workflows", "infrastructure", "distribution", "pipeline", "gates", "references", "variants", "tags",
        ])
    {
        Later = new Dictionary<string, string>
        {
            ["sign"] = Remove,
            ["retention"] = "remove it; nothing is deleted.",
            ["channel"] = Remove,
        },
    };

    /// <summary>What a variant may have in the place of the recipe's own.</summary>
    public static RecipeMap Variant { get; } = new(
        "a variant", ["description", "parent", "components", "tests", "volumes", "userData", "workingDirectory", "agent", "workflows", "infrastructure", "distribution"]);

    public static RecipeMap Parent { get; } = new("a parent", ["ami", "ssm", "image", "recipe", "variant", "find"]);

    public static RecipeMap Find { get; } = new("what is to be found", ["owner", "name", "architecture", "tags"]);

    public static RecipeMap Component { get; } = new("a component of the recipe", ["uses", "path", "with", "kmsKey", "changeDescription", "supportedOsVersions"]);

    public static RecipeMap Workflow { get; } = new(
        "a workflow of the recipe", ["uses", "path", "type", "with", "parallelGroup", "onFailure", "kmsKey", "changeDescription"]);

    public static RecipeMap Volume { get; } = new("a volume", ["device", "size", "type", "iops", "throughput", "encrypted", "kmsKey", "snapshot", "deleteOnTermination", "virtualName", "noDevice"]);

    public static RecipeMap Infrastructure { get; } = new(
        "the infrastructure",
        [
            "instanceProfile", "instanceTypes", "subnet", "securityGroups", "keyPair", "tags", "logs", "logGroup", "topic", "keepOnFailure", "metadata", "placement", "componentBucket",
        ]);

    public static RecipeMap Placement { get; } = new("the placement", ["availabilityZone", "tenancy", "host", "hostResourceGroup"]);

    public static RecipeMap Logs { get; } = new("the logs", ["bucket", "prefix"]);

    public static RecipeMap Metadata { get; } = new("the metadata options", ["tokens", "hopLimit"]);

    public static RecipeMap Distribution { get; } = new("the distribution", ["name", "regions", "role"]);

    public static RecipeMap Region { get; } = new("a region of the distribution", ["kmsKey", "tags", "copyTo", "share", "parameters", "launchTemplates"]);

    public static RecipeMap Share { get; } = new("a share", ["accounts", "organizations", "organizationalUnits"]);

    public static RecipeMap Parameter { get; } = new("an entry of parameters", ["name", "account", "type"]);

    public static RecipeMap LaunchTemplate { get; } = new("an entry of launchTemplates", ["id", "account", "setDefault"]);

    public static RecipeMap Pipeline { get; } = new(
        "the pipeline", ["schedule", "timezone", "start", "disableAfterFailures", "enabled", "distribute", "scan", "logGroups", "tags"]);

    public static RecipeMap LogGroups { get; } = new("the log groups", ["image", "pipeline"]);

    public static RecipeMap Gates { get; } = new("the gates", ["vulnerabilities"]);

    public static RecipeMap Vulnerabilities { get; } = new("the gate of vulnerabilities", ["fail", "fixableOnly", "ignore"]);

    public static RecipeMap IgnoredFinding { get; } = new("an entry of ignore", ["id", "reason", "until"]);

    public static RecipeMap ReferenceScope { get; } = new("an entry of references", ["repository", "branch", "channel", "paths", .. ReferencesReader.PolicyKeys]);
}
