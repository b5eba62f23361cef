using System.Text.Json;

namespace GoldenAmi.Aws.Generator.Reading;

/// <summary>An operation of a service.</summary>
/// <param name="Name">For example <c>CreateImage</c>.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">HTTP path with placeholders: <c>/tags/{resourceArn}</c>.</param>
/// <param name="Input">Its request's shape, or null when it takes nothing.</param>
/// <param name="Output">Its answer's shape, or null when it answers nothing.</param>
/// <param name="Errors">Shapes of its errors.</param>
internal sealed record ApiOperation(string Name, string Method, string Path, string? Input, string? Output, IReadOnlyList<string> Errors);

/// <summary>How an operation's pages follow each other.</summary>
/// <param name="InputToken">Member of the request that takes the token.</param>
/// <param name="OutputToken">Member of the answer that holds the next one.</param>
/// <param name="Results">Members of the answer that hold the page's items.</param>
internal sealed record ApiPages(string InputToken, string OutputToken, IReadOnlyList<string> Results);

/// <summary>A service's API as <c>aws-api/*.json</c> describes it.</summary>
internal sealed record ApiModel(
    string Protocol,
    string ServiceId,
    string EndpointPrefix,
    string SigningName,
    string ApiVersion,
    string TargetPrefix,
    IReadOnlyDictionary<string, ApiOperation> Operations,
    IReadOnlyDictionary<string, ApiShape> Shapes,
    IReadOnlyDictionary<string, ApiPages> Pages)
{
    /// <summary>Reads a model's file, with the additions beside it when there are some.</summary>
    public static ApiModel Read(string path)
    {
        using var json = JsonDocument.Parse(ReadWhole(path));
        var root = json.RootElement;
        var facts = root.GetProperty("metadata");
        return new ApiModel(
            facts.GetText("protocol"),
            facts.GetText("serviceId"),
            facts.GetText("endpointPrefix"),
            facts.FindText("signingName") ?? facts.GetText("endpointPrefix"),
            facts.GetText("apiVersion"),
            facts.FindText("targetPrefix") ?? "",
            root.GetProperty("operations").EnumerateObject().ToDictionary(each => each.Name, each => ReadOperation(each.Name, each.Value)),
            root.GetProperty("shapes").EnumerateObject().ToDictionary(each => each.Name, each => ApiShape.Read(each.Name, each.Value)),
            root.TryGetProperty("pagination", out var pages)
                ? pages.EnumerateObject().Select(ReadPages).OfType<(string, ApiPages)>().ToDictionary(each => each.Item1, each => each.Item2)
                : new Dictionary<string, ApiPages>());
    }

    private static ReadOnlyMemory<byte> ReadWhole(string path)
    {
        var additions = Path.ChangeExtension(path, ".additions.json");
        if (!File.Exists(additions))
        {
            return File.ReadAllBytes(path);
        }

        using var model = File.OpenRead(path);
        using var added = File.OpenRead(additions);
        return ModelAdditions.Put(model, added);
    }

    private static ApiOperation ReadOperation(string name, JsonElement json) =>
        new(
            name,
            json.GetProperty("http").GetText("method"),
            json.GetProperty("http").GetText("requestUri"),
            json.TryGetProperty("input", out var input) ? input.GetText("shape") : null,
            json.TryGetProperty("output", out var output) ? output.GetText("shape") : null,
            json.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateArray().Select(error => error.GetText("shape"))] : []);

    // Operations with several tokens or with paths for results are left without a paginator: none is used.
    private static (string, ApiPages)? ReadPages(JsonProperty entry)
    {
        var json = entry.Value;
        if (json.GetProperty("input_token").ValueKind != JsonValueKind.String || !json.TryGetProperty("result_key", out var key))
        {
            return null;
        }

        IReadOnlyList<string> results = key.ValueKind == JsonValueKind.Array ? json.GetTexts("result_key") : [key.ToString()];
        return (entry.Name, new ApiPages(json.GetText("input_token"), json.GetText("output_token"), [.. results.Where(result => result.All(char.IsLetterOrDigit))]));
    }
}
