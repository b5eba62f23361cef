using System.Text.Json;
using GoldenAmi.Builds.Fingerprints;

namespace GoldenAmi.Publishing;

/// <summary>The digest that names a distribution configuration. What a recipe does not say adds nothing, so that a key that is new here changes no name of older recipes.</summary>
internal static class DistributionDigest
{
    public static string Of(string recipe, IReadOnlyList<RegionalSettings> regions) => ContentDigest.OfJson(json =>
    {
        json.WriteStartObject();
        json.WriteString("recipe", recipe);
        foreach (var region in regions)
        {
            json.WriteStartObject(region.Region.Value);
            json.WriteString("name", region.Name);
            json.WriteString("kmsKey", region.KmsKey);
            foreach (var (name, value) in region.Tags)
            {
                json.WriteString($"tag:{name}", value);
            }

            WriteReach(json, region);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    });

    private static void WriteReach(Utf8JsonWriter json, RegionalSettings region)
    {
        if (region.Description is { } description)
        {
            json.WriteString("description", description);
        }

        Write("copyTo", region.CopyTo);
        Write("share", WantedRegion.MembersOf(region.Share));
        Write("parameters", region.Parameters.Select(each => $"{each.Name} {each.Account?.Value} {(each.IsImageType ? "image" : "text")}"));
        Write("launchTemplates", region.LaunchTemplates.Select(each => $"{each.Id} {each.Account?.Value} {(each.SetDefault ? "default" : "")}"));

        void Write(string name, IEnumerable<string> values)
        {
            var list = values.ToList();
            if (list.Count == 0)
            {
                return;
            }

            json.WriteStartArray(name);
            foreach (var value in list)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }
    }
}
