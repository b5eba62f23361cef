using System.Text.Json;
using GoldenAmi.Recipes;
using GoldenAmi.Recipes.Reading;

namespace GoldenAmi.Tests.Recipes;

public sealed class SchemaSpecs
{
    private static readonly JsonElement Schema = JsonDocument.Parse(RecipeSchema.Json).RootElement;

    public static TheoryData<string> Maps { get; } = [.. Tables.Keys];

    /// <summary>The loader's tables by the name that the schema has for the map; the empty name is the recipe itself.</summary>
    private static Dictionary<string, RecipeMap> Tables => new()
    {
        [""] = RecipeMaps.Recipe,
        ["variant"] = RecipeMaps.Variant,
        ["parent"] = RecipeMaps.Parent,
        ["find"] = RecipeMaps.Find,
        ["component"] = RecipeMaps.Component,
        ["workflow"] = RecipeMaps.Workflow,
        ["placement"] = RecipeMaps.Placement,
        ["volume"] = RecipeMaps.Volume,
        ["infrastructure"] = RecipeMaps.Infrastructure,
        ["logs"] = RecipeMaps.Logs,
        ["metadata"] = RecipeMaps.Metadata,
        ["distribution"] = RecipeMaps.Distribution,
        ["region"] = RecipeMaps.Region,
        ["share"] = RecipeMaps.Share,
        ["parameter"] = RecipeMaps.Parameter,
        ["launch-template"] = RecipeMaps.LaunchTemplate,
        ["pipeline"] = RecipeMaps.Pipeline,
        ["log-groups"] = RecipeMaps.LogGroups,
        ["gates"] = RecipeMaps.Gates,
        ["vulnerabilities"] = RecipeMaps.Vulnerabilities,
        ["ignored-finding"] = RecipeMaps.IgnoredFinding,
        ["reference-scope"] = RecipeMaps.ReferenceScope,
    };

    [Theory]
    [MemberData(nameof(Maps))]
    public void The_schema_knows_the_keys_that_the_loader_knows_and_no_others(string name)
    {
        var properties = MapOf(name).GetProperty("properties").EnumerateObject().ToList();

        Assert.Equal(Tables[name].Keys.Order(StringComparer.Ordinal), properties.Where(key => !IsRefused(key.Value)).Select(key => key.Name).Order(StringComparer.Ordinal));
        Assert.Equal(Tables[name].Later.Keys.Order(StringComparer.Ordinal), properties.Where(key => IsRefused(key.Value)).Select(key => key.Name).Order(StringComparer.Ordinal));
        Assert.False(MapOf(name).GetProperty("additionalProperties").GetBoolean());
    }

    [Fact]
    public void The_schema_has_no_map_of_keys_that_the_loader_has_no_table_for() =>
        Assert.Equal(
            Tables.Keys.Where(name => name.Length > 0).Order(StringComparer.Ordinal),
            Schema.GetProperty("$defs").EnumerateObject().Where(map => map.Value.TryGetProperty("properties", out _)).Select(map => map.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void The_loader_and_the_schema_have_the_same_tables_of_words()
    {
        var definitions = Schema.GetProperty("$defs");

        Assert.Equal(AwsRegions.All, Words(definitions.GetProperty("region-name")));
        Assert.Equal(VolumeType.All.Select(type => type.Name), Words(definitions.GetProperty("volume").GetProperty("properties").GetProperty("type")));
    }

    // A key is required by the schema exactly when a recipe without it is told GA0111.
    [Fact]
    public void The_schema_requires_what_the_loader_misses()
    {
        using var folder = new RecipeFolder();

        var missing = folder.Load("description: nothing else\n").Problems
            .Where(problem => problem.Code == "GA0111")
            .Select(problem => problem.Message.Split('\'')[1]);

        Assert.Equal(Schema.GetProperty("required").EnumerateArray().Select(key => key.GetString()), missing);
    }

    [Fact]
    public void The_schema_is_of_draft_2020_12() =>
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", Schema.GetProperty("$schema").GetString());

    private static JsonElement MapOf(string name) => name.Length == 0 ? Schema : Schema.GetProperty("$defs").GetProperty(name);

    private static bool IsRefused(JsonElement key) => key.TryGetProperty("not", out _);

    private static IEnumerable<string?> Words(JsonElement key) => key.GetProperty("enum").EnumerateArray().Select(word => word.GetString());
}
