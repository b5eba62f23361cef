using System.Text;
using System.Text.Json;

namespace GoldenAmi.Aws.Tests.Protocols;

/// <summary>What AWS documents and its model does not have yet.</summary>
public sealed class ModelAdditionsSpecs
{
    private const string Model = """{"metadata":{"a":1},"shapes":{"Text":{"type":"string"},"State":{"type":"structure","members":{"status":{"shape":"Text"}}}}}""";

    [Fact]
    public void A_structure_gets_members_and_new_shapes_come_last() => Assert.Equal(
        """{"metadata":{"a":1},"shapes":{"Text":{"type":"string"},"State":{"type":"structure","members":{"status":{"shape":"Text"},"why":{"shape":"Why"}}},"Why":{"type":"string"}}}""",
        Put("""{"source":"a page","shapes":{"State":{"members":{"why":{"shape":"Why"}}},"Why":{"type":"string"}}}"""));

    [Theory]
    [InlineData("""{"shapes":{"State":{"members":{"status":{"shape":"Text"}}}}}""", "The model has State.status by now: take it out of the additions.")]
    [InlineData("""{"shapes":{"Text":{"type":"string"}}}""", "The model has Text by now: take it out of the additions.")]
    public void What_the_model_has_by_now_is_to_be_taken_out(string additions, string message) =>
        Assert.Equal(message, Assert.Throws<JsonException>(() => Put(additions)).Message);

    [Fact]
    public void Each_addition_to_image_builders_model_says_where_it_is_documented_and_leads_to_shapes_that_are_there()
    {
        using var model = JsonDocument.Parse(ApiModels.Read("imagebuilder"));
        using var additions = JsonDocument.Parse(typeof(ApiModels).Assembly.GetManifestResourceStream("aws-api/imagebuilder.additions.json")!);
        var shapes = model.RootElement.GetProperty("shapes");

        Assert.StartsWith("https://docs.aws.amazon.com/imagebuilder/", additions.RootElement.GetProperty("source").GetString(), StringComparison.Ordinal);
        Assert.Equal("ImageFailureContext", shapes.GetProperty("ImageState").GetProperty("members").GetProperty("failureContext").GetProperty("shape").GetString());
        var named = additions.RootElement.GetProperty("shapes").EnumerateObject().SelectMany(shape =>
            (shape.Value.TryGetProperty("members", out var members) ? members.EnumerateObject().Select(member => member.Value) : []).Concat(shape.Value.TryGetProperty("member", out var element) ? [element] : []));
        Assert.All(named, member => Assert.True(shapes.TryGetProperty(member.GetProperty("shape").GetString()!, out _)));
    }

    private static string Put(string additions) =>
        Encoding.UTF8.GetString(ModelAdditions.Put(new MemoryStream(Encoding.UTF8.GetBytes(Model)), new MemoryStream(Encoding.UTF8.GetBytes(additions))));
}
