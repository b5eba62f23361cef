using System.Text.RegularExpressions;

namespace GoldenAmi.Action.Tests.Faces;

/// <summary>What a user sees without what differs from run to run: ids, digests, times, tokens, folders.</summary>
internal static partial class Normalised
{
    public static string Of(string text, string root)
    {
        text = text.Replace(root, "/repository", StringComparison.Ordinal);
        text = Image().Replace(text, "ami-ID");
        text = Snapshot().Replace(text, "snap-ID");
        text = Digest().Replace(text, "sha256:DIGEST");
        text = Instant().Replace(text, "TIME");
        text = Phase().Replace(text, "");
        text = Commit().Replace(text, "COMMIT");
        text = ShortCommit().Replace(text, "commit COMMIT");
        text = Duration().Replace(text, "DURATION");
        return Padding().Replace(text, "  DURATION");
    }

    [GeneratedRegex("ami-[0-9a-f]{17}")]
    private static partial Regex Image();

    [GeneratedRegex("snap-[0-9a-f]{17}")]
    private static partial Regex Snapshot();

    [GeneratedRegex("sha256:[0-9a-f]{12,64}|sha256&#58;[0-9a-f]{12,64}")]
    private static partial Regex Digest();

    [GeneratedRegex(@"20\d\d-\d\d-\d\d[T ]\d\d[:-]\d\d[:-]\d\d(?:\.\d+)?Z?|20\d\d-\d\d-\d\d")]
    private static partial Regex Instant();

    /// <summary>A phase of the chart: one that ended between two looks at AWS is not in it.</summary>
    [GeneratedRegex(@"^  .+ :\d{13}, \d{13}\n", RegexOptions.Multiline)]
    private static partial Regex Phase();

    [GeneratedRegex(@"\b[0-9a-f]{40}\b")]
    private static partial Regex Commit();

    [GeneratedRegex(@"commit [0-9a-f]{12}\b")]
    private static partial Regex ShortCommit();

    [GeneratedRegex(@"\b\d+(?:\.\d)?s\b|\b\d+m\d\ds\b")]
    private static partial Regex Duration();

    [GeneratedRegex("  +DURATION")]
    private static partial Regex Padding();
}
