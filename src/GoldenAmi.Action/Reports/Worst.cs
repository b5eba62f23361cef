using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Reports;

/// <summary>How several parts of a run are told as one.</summary>
internal static class Worst
{
    // What the reader has to act upon first comes first
    private static readonly Ending[] Endings =
        [Diagnostics.Ending.Bug, Diagnostics.Ending.Cancelled, Diagnostics.Ending.Usage, Diagnostics.Ending.Refused, Diagnostics.Ending.TestFailed, Diagnostics.Ending.Timeout, Diagnostics.Ending.Changes];

    private static readonly string[] Outcomes = ["failed", "refused", "detached", "built", "adopted", "attached", "applied", "moved", "planned", "checked", "reused", "unchanged", "skipped"];

    public static Ending Ending(IEnumerable<Ending> parts)
    {
        var all = parts.ToHashSet();
        return Endings.Where(all.Contains).FirstOrDefault(Diagnostics.Ending.Done);
    }

    /// <param name="parts">At least one.</param>
    public static string Outcome(IEnumerable<string> parts) => parts.MinBy(Rank)!;

    /// <summary>The less, the more an outcome weighs.</summary>
    public static int Rank(string outcome) => Math.Max(Array.IndexOf(Outcomes, outcome), 0);
}
