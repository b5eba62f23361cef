using System.Globalization;
using GoldenAmi.LocalCloud.Protocol;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>Semantic versions <c>major.minor.patch</c>, with <c>x</c> for the newest.</summary>
internal static class Versions
{
    /// <summary>2^30 - 1, the largest of each part (Image Builder user guide, "Semantic versioning").</summary>
    private const long Largest = (1L << 30) - 1;

    /// <summary>Refuses parts that are too large, and a wildcard with a number to its right.</summary>
    public static void Check(string version)
    {
        var parts = version.Split('.');
        var wildcard = Array.IndexOf(parts, "x");
        if (wildcard >= 0 && parts.Skip(wildcard).Any(part => part != "x"))
        {
            throw new AwsErrorException("InvalidVersionNumberException", $"The version '{version}' is not valid: everything to the right of the first 'x' must be 'x' too.");
        }

        if (parts.Any(part => part != "x" && (part.Length > 10 || long.Parse(part, CultureInfo.InvariantCulture) > Largest)))
        {
            throw new AwsErrorException(
                "InvalidVersionNumberException", string.Create(CultureInfo.InvariantCulture, $"The version '{version}' is not valid: each part is a number from 0 to {Largest}."));
        }
    }

    public static bool HasWildcard(string version) => version.Contains('x', StringComparison.Ordinal);

    /// <summary>Whether a version is one that a reference such as <c>1.4.x</c> means.</summary>
    public static bool Fits(string reference, string version) =>
        reference.Split('.').Zip(version.Split('.')).All(pair => pair.First == "x" || Number(pair.First) == Number(pair.Second));

    /// <summary>For sorting, oldest first.</summary>
    public static (long Major, long Minor, long Patch) Key(string version)
    {
        var parts = version.Split('.');
        return (Number(parts[0]), Number(parts[1]), Number(parts[2]));
    }

    /// <summary>
    /// The version that a creation with wildcards gets: the first <c>x</c> is one more than the highest there, what stands to its right is 0.
    /// That AWS counts from 0 is a guess.
    /// </summary>
    public static string Next(string pattern, IEnumerable<string> existing)
    {
        var parts = pattern.Split('.');
        var wildcard = Array.IndexOf(parts, "x");
        var highest = existing.Where(version => Fits(pattern, version)).Select(version => Number(version.Split('.')[wildcard])).DefaultIfEmpty(-1).Max();
        var next = parts.Select((part, index) => index < wildcard ? part : index == wildcard ? (highest + 1).ToString(CultureInfo.InvariantCulture) : "0");
        return string.Join('.', next);
    }

    private static long Number(string part) => long.Parse(part, CultureInfo.InvariantCulture);
}
