using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Reports;

/// <summary>The one thing to do next, as the last line.</summary>
internal static class NextStep
{
    public static string Of(RunSummary summary) => summary.Ending switch
    {
        Ending.Done when summary.Parts.Count > 0 => OfParts(summary),
        Ending.Done or Ending.Changes when Checked(summary) is { } next => next,
        Ending.Changes => "run golden-ami build to do it.",
        Ending.Done when summary.Moved is [{ Change: { Url: { } url } }, ..] => $"review {url}",
        Ending.Done when summary.Moved is [{ Change: { Remote: { } remote } moved }, ..] => $"open a pull request from branch {moved.Branch} on {remote}.",
        Ending.Done when summary.Moved is [{ Change: var moved }, ..] => $"look at the change with git show {moved.Branch}, then push it: git push origin {moved.Branch}",
        Ending.Done when summary.Detached is not null => "golden-ami collect follows the build to its end, as the same command again would.",
        Ending.Done when summary is { Plan.Changed: true, Outcome: "planned" } && summary.Command == Commands.CommandTable.Apply => "run golden-ami apply to do it.",
        Ending.Done when summary.LocalImages is [var image, ..] => $"boot the image by hand: {BootByHand(image)}",
        Ending.Done => "nothing to do.",
        Ending.Timeout => "run the same command again: it attaches to the build.",
        Ending.Cancelled => "run the same command again: it takes up what is left.",
        Ending.Bug => "report it together with the lines above.",
        _ when summary.Problems is [{ Place: { } place }, ..] => $"mend {place} and run the same command again.",
        _ => "mend the problem above and run the same command again.",
    };

    private static string? Checked(RunSummary summary)
    {
        var leaves = summary.Leaves;
        return leaves.All(leaf => leaf.Check is null) ? null
            : leaves.Any(leaf => leaf.Build is not null) && summary.AllMoved.Count > 0 ? OfParts(summary)
            : summary.AllMoved is [{ Change: var proposed }, ..] ? (proposed.Url is { } url ? $"review {url}, and run golden-ami build when it is merged." : $"look at the change with git show {proposed.Branch}, and merge it.")
            : Written(summary) ? "look at the change of the lock, commit it, and run golden-ami build."
            : !leaves.Any(leaf => leaf.Check?.Changed == true) ? "nothing to do."
            : leaves.Any(leaf => leaf.Check?.Rows.Any(row => row.Reason.StartsWith("the lock pins", StringComparison.Ordinal)) == true) ? "golden-ami check --write brings the lock up to date; golden-ami build obeys it."
            : "run golden-ami build.";
    }

    private static bool Written(RunSummary summary) => summary.LockWritten is not null || summary.Parts.Any(Written);

    private static string OfParts(RunSummary summary)
    {
        var moved = summary.AllMoved.Select(each => each.Change).ToList();
        return moved switch
        {
            [] when summary.Leaves.Any(leaf => leaf.Detached is not null) => "golden-ami collect follows the builds to their end, as the same command again would.",
            [] => "nothing to do.",
            _ when moved.Exists(change => change.Url is not null) => $"review {string.Join(", ", moved.Select(change => change.Url).OfType<string>())}",
            _ when moved.Exists(change => change.Remote is not null) => $"open pull requests from the branches {string.Join(", ", moved.Select(change => change.Branch))}.",
            _ => $"look at the changes, then push them: git push origin {string.Join(' ', moved.Select(change => change.Branch))}",
        };
    }

    /// <summary>Starts the image from firmware on a throw-away overlay, with its port 80 at http://127.0.0.1:8080.</summary>
    public static string BootByHand(LocalImage image) =>
        $"qemu-system-x86_64 -m 1024 -snapshot -nographic -drive file={image.File},if=virtio -nic user,model=virtio,hostfwd=tcp:127.0.0.1:8080-:80";
}
