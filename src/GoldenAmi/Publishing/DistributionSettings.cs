using GoldenAmi.Builds.Fingerprints;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;

namespace GoldenAmi.Publishing;

/// <summary>A region in which the image is to be, and what is asked for there.</summary>
/// <param name="Settings"><c>sha256:…</c> of key and tags. Not of the name: an AMI's name cannot be changed, and a copy is not made again for it.</param>
internal sealed record WantedRegion(Region Region, string Settings)
{
    /// <summary>Accounts that are to have an AMI of their own.</summary>
    public IReadOnlyList<AccountId> CopyTo { get; init; } = [];

    /// <summary>Who is to be allowed to start instances: account ids and ARNs of organizations and units.</summary>
    public IReadOnlyList<string> SharedWith { get; init; } = [];

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
    }))
    {
        CopyTo = region.CopyTo,
        SharedWith = MembersOf(region.Share),
    };

    /// <summary>A share as EC2's launch permissions name its members.</summary>
    public static IReadOnlyList<string> MembersOf(ImageShare share) => [.. share.Accounts.Select(account => account.Value), .. share.Organizations, .. share.Units];
}
