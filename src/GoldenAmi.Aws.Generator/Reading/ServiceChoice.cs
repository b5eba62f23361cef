using System.Text.Json;

namespace GoldenAmi.Aws.Generator.Reading;

/// <summary>One entry of <c>services.json</c>: a service and the operations that are made of its model.</summary>
/// <param name="Model">File name in <c>aws-api</c> without <c>.json</c>, for example <c>imagebuilder</c>.</param>
/// <param name="Namespace">As in AWSSDK v4: <c>Amazon.Imagebuilder</c>.</param>
/// <param name="Name">The part of the type names that stands for the service, as in AWSSDK v4: <c>Imagebuilder</c> of <c>AmazonImagebuilderClient</c>.</param>
/// <param name="Operations">Operation names as the model spells them.</param>
internal sealed record ServiceChoice(string Model, string Namespace, string Name, IReadOnlyList<string> Operations)
{
    /// <summary>Members (<c>OutputLogEvent.timestamp</c>) that are milliseconds since 1970 on the wire and <see cref="DateTime"/> in AWSSDK v4.</summary>
    public IReadOnlySet<string> EpochMilliseconds { get; init; } = new HashSet<string>();

    /// <summary>Members that AWSSDK v4 calls otherwise: <c>PrefixListId.PrefixListId</c> → <c>Id</c>.</summary>
    public IReadOnlyDictionary<string, string> Renames { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads the file; the order of the services is the file's.</summary>
    public static IReadOnlyList<ServiceChoice> ReadAll(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        return [.. json.RootElement.GetProperty("services").EnumerateArray().Select(Read)];
    }

    private static ServiceChoice Read(JsonElement json) =>
        new(json.GetText("model"), json.GetText("namespace"), json.GetText("name"), json.GetTexts("operations"))
        {
            EpochMilliseconds = json.GetTexts("epochMilliseconds").ToHashSet(),
            Renames = json.TryGetProperty("renames", out var renames)
                ? renames.EnumerateObject().ToDictionary(rename => rename.Name, rename => rename.Value.ToString())
                : new Dictionary<string, string>(),
        };
}
