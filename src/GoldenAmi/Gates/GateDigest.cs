using System.Globalization;
using GoldenAmi.Builds;
using GoldenAmi.Recipes;

namespace GoldenAmi.Gates;

/// <summary>The digest of a recipe's gates, which an image that passed them carries: with other gates it is judged again.</summary>
internal static class GateDigest
{
    public static string Of(VulnerabilityRule rule) => ContentDigest.OfJson(json =>
    {
        json.WriteStartObject();
        json.WriteString("fail", rule.Fail.ToString());
        json.WriteBoolean("fixableOnly", rule.FixableOnly);
        json.WriteStartObject("ignore");
        foreach (var entry in rule.Ignore.OrderBy(each => each.Id, StringComparer.Ordinal))
        {
            json.WriteString(entry.Id, entry.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "");
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });
}
