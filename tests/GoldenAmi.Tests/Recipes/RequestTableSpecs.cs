using System.Text.Json;
using GoldenAmi.Aws;
using GoldenAmi.Recipes.Reading;

namespace GoldenAmi.Tests.Recipes;

/// <summary>
/// <c>tests/contract/recipe-fields.json</c> says of each member of Image Builder's create requests which key of a recipe fills it, or why none does; <c>tests/contract</c> reads each value back through
/// another client. Here the table is held to AWS's API model and to the recipe's own tables, so that no member and no key is forgotten.
/// </summary>
public sealed class RequestTableSpecs
{
    private static readonly string[] Requests = ["CreateImageRecipe", "CreateComponent", "CreateWorkflow", "CreateInfrastructureConfiguration", "CreateImage"];

    private static readonly Dictionary<string, RecipeMap> Maps = new(StringComparer.Ordinal)
    {
        [""] = RecipeMaps.Recipe,
        ["parent"] = RecipeMaps.Parent,
        ["components"] = RecipeMaps.Component,
        ["tests"] = RecipeMaps.Component,
        ["volumes"] = RecipeMaps.Volume,
        ["workflows"] = RecipeMaps.Workflow,
        ["infrastructure"] = RecipeMaps.Infrastructure,
        ["infrastructure.logs"] = RecipeMaps.Logs,
        ["infrastructure.metadata"] = RecipeMaps.Metadata,
        ["infrastructure.placement"] = RecipeMaps.Placement,
        ["distribution"] = RecipeMaps.Distribution,
    };

    private static readonly IReadOnlyList<JsonElement> Rows = ReadRows();

    public static TheoryData<string> Each { get; } = [.. Requests];

    [Theory]
    [MemberData(nameof(Each))]
    public void The_table_has_every_member_of_the_request_once_and_no_other(string request)
    {
        using var model = JsonDocument.Parse(ApiModels.Read("imagebuilder"));
        var shapes = model.RootElement.GetProperty("shapes");

        Assert.Equal(Members(shapes, $"{request}Request", "").Order(StringComparer.Ordinal), Rows.Where(row => Text(row, "request") == request).Select(row => Text(row, "member")!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_row_names_a_key_that_recipes_have_and_where_it_is_seen_or_the_reason_for_none() => Assert.All(Rows, row =>
    {
        Assert.Contains(Text(row, "request"), Requests);
        if (Text(row, "left") is { } reason)
        {
            Assert.True(reason.Length > 10 && Text(row, "key") is null);
            return;
        }

        var key = Text(row, "key")!;
        var cut = key.LastIndexOf('.');
        Assert.Contains(key[(cut + 1)..], Maps[cut < 0 ? "" : key[..cut]].Keys);
        Assert.True(row.TryGetProperty("value", out _) != row.TryGetProperty("matches", out _) && Text(row, "seen") is { Length: > 0 });
    });

    [Theory]
    [InlineData("volumes")]
    [InlineData("workflows")]
    [InlineData("infrastructure")]
    [InlineData("infrastructure.logs")]
    [InlineData("infrastructure.metadata")]
    [InlineData("infrastructure.placement")]
    public void Every_key_of_these_maps_fills_some_member(string map)
    {
        // An existing workflow and what is nested stand under other keys.
        string[] elsewhere = ["uses", "logs", "metadata", "placement"];
        var prefix = map + ".";

        Assert.Equal(
            Maps[map].Keys.Except(elsewhere).Order(StringComparer.Ordinal),
            Rows.Select(row => Text(row, "key") ?? "").Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && !key[prefix.Length..].Contains('.', StringComparison.Ordinal))
                .Select(key => key[prefix.Length..]).Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Members(JsonElement shapes, string name, string path)
    {
        var shape = shapes.GetProperty(name);
        switch (Text(shape, "type"))
        {
            case "structure":
                return shape.TryGetProperty("members", out var members)
                    ? members.EnumerateObject().SelectMany(member => Members(shapes, Text(member.Value, "shape")!, path.Length == 0 ? member.Name : $"{path}.{member.Name}"))
                    : [];
            case "list":
                return Members(shapes, Text(shape.GetProperty("member"), "shape")!, path + "[]");
            case "map":
                return [path + "{}"];
            default:
                return [path];
        }
    }

    private static string? Text(JsonElement from, string name) => from.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static List<JsonElement> ReadRows()
    {
        using var stream = typeof(RequestTableSpecs).Assembly.GetManifestResourceStream("recipe-fields.json")!;
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.EnumerateArray().Select(row => row.Clone())];
    }
}
