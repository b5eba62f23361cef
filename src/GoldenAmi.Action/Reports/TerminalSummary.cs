using GoldenAmi.Action.Hosts;
using GoldenAmi.Forges;

namespace GoldenAmi.Action.Reports;

/// <summary>The last lines of a run in a terminal or a log: the headline, a table of images, and what to do next.</summary>
internal static class TerminalSummary
{
    /// <summary>Lines without line ends. Every line is safe to print.</summary>
    public static IReadOnlyList<string> Write(RunSummary summary)
    {
        var lines = new List<string> { "", Headline.Of(summary) };
        if (summary.Plan is { } plan)
        {
            lines.AddRange(TextTable.Rows([["Operation", "Resource", "Why"], .. plan.Rows.Select(row => new[] { row.Operation, row.Resource, row.Reason })]));
            lines.AddRange(plan.Rows.Where(row => row.Changes is not null).SelectMany(row =>
                row.Changes!.Select(change => $"  {change.Name}: {change.Old ?? "nothing"} -> {change.New ?? "nothing"}").Prepend(row.Resource).Prepend("")));
        }

        if (summary.Release is { } release)
        {
            lines.AddRange(TextTable.Rows(
                [["Region", "AMI", "Architecture", "Name"], .. release.Images.Select(image => new[] { image.Region.Value, image.Id.Value, image.Architecture, image.Name })]));
        }

        if (summary.Build is { Outcome: Builds.Outcome.Reused } build)
        {
            lines.Add("");
            lines.AddRange(TextTable.Rows([["Input compared", "Value, unchanged"], .. build.Inputs.Select(input => new[] { input.Name, input.Value })]));
        }

        AddMoved(lines, summary);
        if (summary.LocalImages.Count > 0)
        {
            lines.Add("");
            lines.AddRange(summary.LocalImages.Select(image => $"Image file  {image.File}"));
            lines.Add($"Boot it     {NextStep.BootByHand(summary.LocalImages[0])}");
        }

        lines.Add("");
        lines.Add($"Next: {NextStep.Of(summary)}");
        return [.. lines.Select(UntrustedText.OneLine)];
    }

    private static void AddMoved(List<string> lines, RunSummary summary)
    {
        foreach (var (move, change) in summary.Moved)
        {
            lines.Add("");
            lines.Add($"{(move.Group.IsSelf ? "" : $"{move.Group.Repository}: ")}{Where(change)}");
            lines.AddRange(TextTable.Rows(
            [
                .. change.Files.SelectMany(file => file.Ids).Select(id => new[] { $"  {id.Place}", id.Region.Value, $"{id.Old} -> {id.New}" }),
                .. change.Files.SelectMany(file => file.Values).Select(value => new[] { $"  {value.Place}", value.Region.Value, $"{value.Old} -> {value.New}" }),
            ]));
        }
    }

    private static string Where(ProposedChange change) => change.Url is { } url
        ? $"Pull request {change.Number} from branch {change.Branch}: {url}"
        : $"Branch {change.Branch}, commit {change.Commit[..12]}{(change.Remote is null ? "" : $", pushed to {change.Remote}")}";
}
