using System.Globalization;
using GoldenAmi.LocalCloud.Parents;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.Ssm;

/// <summary>Parameters, the public ones of base images among them.</summary>
internal static class Parameters
{
    /// <summary>The newest version, or the one after a colon (<c>/golden/web:3</c>); null when there is none.</summary>
    public static ParameterRecord? Find(Call call, string selector)
    {
        var (name, version) = Split(selector);
        return Versions(call, name).Where(each => version is null || each.Version == version).MaxBy(each => each.Version);
    }

    /// <summary>All versions of a parameter that the caller sees.</summary>
    public static IEnumerable<ParameterRecord> Versions(Call call, string name) => (ParentAmis.FindParameter(call, name) ?? BaseImages.Parameter(call, name)) is { } known
        ? [known]
        : call.State.Records.Parameters.Where(each => each.Name == name && each.Account == call.Account && each.Region == call.Region);

    /// <summary>Name and version of <c>/golden/web:3</c>; no version without a colon.</summary>
    public static (string Name, long? Version) Split(string selector)
    {
        var cut = selector.LastIndexOf(':');
        return cut > 0 && long.TryParse(selector.AsSpan(cut + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? (selector[..cut], version)
            : (selector, null);
    }

    /// <summary>The records with one version more.</summary>
    public static CloudRecords Put(CloudRecords records, string account, string region, string name, string value, string dataType, DateTimeOffset now)
    {
        var newest = records.Parameters.Where(each => each.Name == name && each.Account == account && each.Region == region).MaxBy(each => each.Version);
        var next = new ParameterRecord(account, region, name, (newest?.Version ?? 0) + 1, newest?.Type ?? "String", dataType, newest?.Tier ?? "Standard", value, now)
        {
            Description = newest?.Description,
            AllowedPattern = newest?.AllowedPattern,
        };
        return records with { Parameters = records.Parameters.Add(next) };
    }
}
