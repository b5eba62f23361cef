using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder.Building;

/// <summary>Names of AMIs, and the placeholders in them and in tags.</summary>
internal static partial class AmiNames
{
    /// <summary>The name that the distribution gives; else the recipe's name and the date.</summary>
    public static string Make(ImageRecord image, JsonObject? entry, DateTimeOffset now) =>
        Fill(entry?.Text("name") ?? $"{image.Name} {{{{ imagebuilder:buildDate }}}}", image, now);

    /// <summary>
    /// A guess: the forms of the values. <c>{{ imagebuilder:buildDate }}</c> is <c>2026-01-02T03-04-05.678Z</c> or in the format that follows a colon;
    /// <c>{{ imagebuilder:buildVersion }}</c> is <c>1.4.0/1</c>.
    /// </summary>
    public static string Fill(string text, ImageRecord image, DateTimeOffset now) => Placeholder().Replace(text, match => match.Groups["name"].Value == "buildVersion"
        ? ImageLog.Stream(image)
        : now.UtcDateTime.ToString(match.Groups["format"] is { Success: true } format ? format.Value : "yyyy-MM-dd'T'HH-mm-ss.fff'Z'", CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\{\{\s*imagebuilder:(?<name>buildDate|buildVersion)(?::(?<format>[yMdHms.\-_]{2,40}))?\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
