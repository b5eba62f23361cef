using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Reports;

/// <summary>The run in one sentence.</summary>
internal static class Headline
{
    public static string Of(RunSummary summary) => (summary.Build, summary.Detached, summary.Plan) switch
    {
        _ when summary.Parts.Count > 0 => Several(summary),
        ({ } build, _, _) when summary.Command is CommandTable.Bump or CommandTable.Rollback => Moved(summary, build.Release),
        ({ } build, _, _) => $"{build.Recipe.Name} {build.Release.Version} {Did(build.Outcome)} in {build.Release.Images.Count} {(build.Release.Images.Count == 1 ? "region" : "regions")} after {EventLine.Show(summary.Duration)}.",
        (_, { } detached, _) => $"{summary.Image} {detached.Version} is being built; this run does not wait for it.",
        (_, _, { } plan) => plan.Decision,
        _ when summary.Check is { } check => Checked(check),
        _ => WithoutImage(summary),
    };

    private static string Several(RunSummary summary)
    {
        var counts = summary.Leaves.GroupBy(leaf => leaf.Outcome).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Count()} {group.Key}");
        return $"{summary.Leaves.Count} images: {string.Join(", ", counts)}, after {EventLine.Show(summary.Duration)}.";
    }

    private static string Checked(Checks.CheckResult check)
    {
        var changes = check.Rows.Count(row => row.IsChange);
        return changes == 0 ? "Nothing is newer, changed or stale." : $"{changes} of {check.Rows.Count} {(changes == 1 ? "is" : "are")} newer, changed or stale.";
    }

    private static string Did(Builds.Outcome outcome) => outcome switch
    {
        Builds.Outcome.Built => "was built and is available",
        Builds.Outcome.Attached => "was built by another run and is available",
        Builds.Outcome.Adopted => "was built by its schedule, is adopted and available",
        Builds.Outcome.Reused => "is unchanged and available",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Moved(RunSummary summary, Builds.Release release)
    {
        var places = summary.Moved.Sum(moved => moved.Change.Files.Sum(file => file.Places));
        return summary.Ending != Diagnostics.Ending.Done ? $"Not all files could be moved to {summary.Image} {release.Version}."
            : places > 0 ? $"{places} {(places == 1 ? "place is" : "places are")} moved to {summary.Image} {release.Version}."
            : summary.Moves.Any(move => move.End is Forges.ProposalEnd.Waits) ? $"The move to {summary.Image} {release.Version} waits."
            : $"No file names another image than that of {summary.Image} {release.Version}.";
    }

    private static string WithoutImage(RunSummary summary) => summary.Ending switch
    {
        Ending.Cancelled => $"The run was cancelled after {EventLine.Show(summary.Duration)}.",
        Ending.Timeout => $"The time was up after {EventLine.Show(summary.Duration)}; the build goes on.",
        Ending.TestFailed when summary.Held is { } held => $"{summary.Image} {held.Refusal.Version} is built and tested, and held back: {FindingRows.Count(held.Refusal.Verdict)}",
        Ending.TestFailed => "A test of the new image failed; nothing was distributed.",
        Ending.Usage => "Nothing was created.",
        Ending.Done => "Done.",
        _ => $"The run did not come to an image; it ended after {EventLine.Show(summary.Duration)}.",
    };
}
