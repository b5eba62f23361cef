using GoldenAmi.Action.Hosts;

namespace GoldenAmi.Action.Reports;

/// <summary>A row of the table of a run with several images: image, outcome, version, duration, and why.</summary>
internal static class PartRow
{
    public static string[] Of(RunSummary leaf) =>
    [
        leaf.Image ?? "",
        leaf.Outcome,
        leaf.Build?.Release.Version ?? leaf.Detached?.Version ?? "",
        EventLine.Show(leaf.Duration),
        WhyOf(leaf),
    ];

    /// <summary>Why it came to its outcome; empty when the outcome says all.</summary>
    public static string WhyOf(RunSummary leaf) =>
        leaf.Skipped ?? leaf.Plan?.Decision ?? (leaf.Check is null ? null : Headline.Of(leaf)) ?? (leaf.Problems is [var first, ..] ? $"{(first.Place is { } place ? $"{place}: " : "")}{first.Code}: {first.Message}" : "");
}
