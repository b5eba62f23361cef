using GoldenAmi.Action.Hosts;

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

        if (summary.Build is { } build)
        {
            lines.AddRange(TextTable.Rows(
                [["Region", "AMI", "Architecture", "Name"], .. build.Release.Images.Select(image => new[] { image.Region.Value, image.Id.Value, image.Architecture, image.Name })]));
            if (build.Outcome == Builds.Outcome.Reused)
            {
                lines.Add("");
                lines.AddRange(TextTable.Rows([["Input compared", "Value, unchanged"], .. build.Inputs.Select(input => new[] { input.Name, input.Value })]));
            }
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
        if (summary.Moved is not { } moved)
        {
            return;
        }

        lines.Add("");
        lines.Add($"Branch {moved.Branch}, commit {moved.Id[..12]}{(moved.Remote is null ? "" : $", pushed to {moved.Remote}")}");
        lines.AddRange(TextTable.Rows([.. moved.Files.SelectMany(file => file.Ids).Select(id => new[] { $"  {id.Place}", id.Region.Value, $"{id.Old} -> {id.New}" })]));
    }
}
