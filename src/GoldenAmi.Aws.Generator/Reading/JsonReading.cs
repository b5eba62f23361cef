using System.Text.Json;

namespace GoldenAmi.Aws.Generator.Reading;

internal static class JsonReading
{
    extension(JsonElement json)
    {
        /// <summary>The text of a member that must be there.</summary>
        public string GetText(string name) =>
            json.FindText(name) ?? throw new ModelException($"'{name}' is missing in {Shorten(json.ToString())}.");

        /// <summary>The text of a member, or null when it is absent.</summary>
        public string? FindText(string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

        /// <summary>The texts of an array; none when it is absent.</summary>
        public IReadOnlyList<string> GetTexts(string name) =>
            json.TryGetProperty(name, out var value) ? [.. value.EnumerateArray().Select(text => text.ToString())] : [];

        /// <summary>True when the member is there and true.</summary>
        public bool Has(string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
    }

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
