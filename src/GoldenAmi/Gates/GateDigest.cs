using System.Globalization;
using GoldenAmi.Builds.Fingerprints;
using GoldenAmi.Recipes;

namespace GoldenAmi.Gates;

/// <summary>The digest of a recipe's gates, which an image that passed them carries: with other gates it is judged again.</summary>
internal static class GateDigest
{
    /// <param name="today">In UTC. What is not ignored any more is not in it, so that an image which was let go until yesterday is judged again.</param>
    public static string Of(VulnerabilityRule rule, DateOnly today) => ContentDigest.OfJson(json =>
    {
        json.WriteStartObject();
        json.WriteString("fail", rule.Fail.ToString());
        json.WriteBoolean("fixableOnly", rule.FixableOnly);
        json.WriteStartObject("ignore");
        foreach (var entry in rule.Ignore.Where(each => each.IsValidOn(today)).OrderBy(each => each.Id, StringComparer.Ordinal))
        {
            json.WriteString(entry.Id, entry.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "");
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });
}
