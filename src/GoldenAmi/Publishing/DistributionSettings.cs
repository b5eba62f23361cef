using GoldenAmi.Builds;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;

namespace GoldenAmi.Publishing;

/// <summary>A region in which the image is to be, and the digest of what is asked for there.</summary>
/// <param name="Settings"><c>sha256:…</c> of key and tags. Not of the name: an AMI's name cannot be changed, and a copy is not made again for it.</param>
internal sealed record WantedRegion(Region Region, string Settings)
{
    public static WantedRegion Of(DistributionRegion region) => new(region.Region.Value, ContentDigest.OfJson(json =>
    {
        json.WriteStartObject();
        if (region.KmsKey is { } key)
        {
            json.WriteString("kmsKey", key);
        }

        json.WriteStartObject("tags");
        foreach (var (name, value) in region.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }));
}
