using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GoldenAmi.LocalCloud.Protocol;

/// <summary>
/// Reads members of a request, or of what was kept of one. A request was checked against the model before, so a member that is there has the model's type.
/// Members carry the model's names whatever the protocol.
/// </summary>
internal static class Values
{
    public static string? Text(this JsonObject from, string name) => from[name]?.GetValue<string>();

    /// <summary>A text that the model requires.</summary>
    public static string RequiredText(this JsonObject from, string name) =>
        from.Text(name) ?? throw new InvalidOperationException($"The member {name} is required by the model and was not checked.");

    public static bool? Flag(this JsonObject from, string name) => from[name]?.GetValue<bool>();

    public static long? Number(this JsonObject from, string name) => from[name] is { } value ? Convert.ToInt64(Double(value)) : null;

    public static JsonObject? Structure(this JsonObject from, string name) => from[name]?.AsObject();

    public static IReadOnlyList<JsonObject> Structures(this JsonObject from, string name) =>
        from[name] is JsonArray list ? [.. list.Select(each => each!.AsObject())] : [];

    public static IReadOnlyList<string> Texts(this JsonObject from, string name) =>
        from[name] is JsonArray list ? [.. list.Select(each => each!.GetValue<string>())] : [];

    /// <summary>A map of texts; empty when absent.</summary>
    public static Dictionary<string, string> TextMap(this JsonObject from, string name) =>
        from[name] is JsonObject map ? map.ToDictionary(each => each.Key, each => each.Value!.GetValue<string>(), StringComparer.Ordinal) : new(StringComparer.Ordinal);

    /// <summary>The number in a JSON value, whatever made it.</summary>
    public static double Double(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.Number
            ? double.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{value.ToJsonString()} is no number.");

    /// <summary>A list for an answer.</summary>
    public static JsonArray List(IEnumerable<JsonNode?> items) => new([.. items]);

    /// <summary>A list of texts for an answer.</summary>
    public static JsonArray TextList(IEnumerable<string> items) => new([.. items.Select(each => (JsonNode?)JsonValue.Create(each))]);

    /// <summary>A map for an answer, sorted; null when empty, as AWS leaves it out.</summary>
    public static JsonObject? Map(IReadOnlyDictionary<string, string> items) =>
        items.Count == 0
            ? null
            : new JsonObject(items.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => KeyValuePair.Create(each.Key, (JsonNode?)JsonValue.Create(each.Value))));

    /// <summary>A time as values carry it: <c>2026-01-02T03:04:05.678Z</c>.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
