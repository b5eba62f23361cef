using GoldenAmi.Action.Hosts;
using GoldenAmi.Forges;
using GoldenAmi.Gates;

namespace GoldenAmi.Action.Reports;

/// <summary>The last lines of a run in a terminal or a log: the headline, a table of images, and what to do next.</summary>
internal static class TerminalSummary
{
    /// <summary>Lines without line ends. Every line is safe to print.</summary>
    /// <param name="report">The report file, in which many images stand one by one; empty when there is none.</param>
    public static IReadOnlyList<string> Write(RunSummary summary, string report = "")
    {
        var lines = new List<string> { "", Headline.Of(summary) };
        AddParts(lines, summary, report);
        if (summary.Plan is { } plan)
        {
            AddPlan(lines, plan);
        }

        if (summary.Plan?.Apply is { } apply)
        {
            lines.Add("");
            lines.Add($"apply: {apply.Decision}");
            AddPlan(lines, apply);
        }

        if (summary.Check is { } check)
        {
            lines.AddRange(TextTable.Rows([["Subject", "State", "Old", "New", "Why"], .. check.Rows.Select(row => new[] { row.Subject, row.State, row.Old ?? "", row.New ?? "", row.Reason })]));
        }

        AddInputChanges(lines, summary);
        if (summary.Build?.Release is { } release)
        {
            lines.AddRange(TextTable.Rows(
                [["Region", "AMI", "Architecture", "Name"], .. release.Images.Select(image => new[] { image.Region.Value, image.Id.Value, image.Architecture, image.Name })]));
        }

        if (summary.Build is { Outcome: Builds.Outcome.Reused, Inputs.Count: > 0 } build)
        {
            lines.Add("");
            lines.AddRange(TextTable.Rows([["Input compared", "Value, unchanged"], .. build.Inputs.Select(input => new[] { input.Name, input.Value })]));
        }

        if (!Overview.IsFor(summary))
        {
            AddReach(lines, summary);
        }

        AddMoved(lines, summary);
        var files = summary.Leaves.SelectMany(leaf => leaf.LocalImages).ToList();
        if (files.Count > 0)
        {
            lines.Add("");
            lines.AddRange(files.Select(image => $"Image file  {image.File}"));
            lines.Add($"Boot it     {NextStep.BootByHand(files[0])}");
        }

        lines.Add("");
        lines.Add($"Next: {NextStep.Of(summary)}");
        return [.. lines.Select(UntrustedText.OneLine)];
    }

    private static void AddPlan(List<string> lines, PlanFacts plan)
    {
        lines.AddRange(TextTable.Rows([["Operation", "Resource", "Why"], .. plan.Rows.Select(row => new[] { row.Operation, row.Resource, row.Reason })]));
        lines.AddRange(plan.Rows.Where(row => row.Changes is not null).SelectMany(row =>
            row.Changes!.Select(change => $"  {change.Name}: {change.Old ?? "nothing"} -> {change.New ?? "nothing"}").Prepend(row.Resource).Prepend("")));
    }

    private static void AddInputChanges(List<string> lines, RunSummary summary)
    {
        var changes = summary.InputChanges;
        if (changes.Count > 0)
        {
            lines.Add("");
            lines.AddRange(TextTable.Rows([["Input changed", "Released", "Now"], .. changes.Select(change => new[] { change.Name, change.Old ?? "", change.New ?? "" })]));
            lines.Add("");
        }
    }

    /// <summary>The copies of other accounts, and what became of the findings.</summary>
    private static void AddReach(List<string> lines, RunSummary summary)
    {
        var copies = summary.Leaves.SelectMany(leaf => leaf.Build?.Release.Copies ?? []).ToList();
        if (copies.Count > 0)
        {
            lines.Add("");
            lines.AddRange(TextTable.Rows([["Copy in", "Account", "AMI"], .. copies.Select(copy => new[] { copy.Region.Value, copy.Account.Value, copy.Id.Value })]));
        }

        foreach (var gates in summary.Leaves.Select(leaf => leaf.Gates).OfType<GateVerdict>())
        {
            lines.Add("");
            lines.AddRange(FindingRows.Of(gates) is { Count: > 0 } rows ? TextTable.Rows([FindingRows.Head, .. rows]) : []);
            lines.Add(FindingRows.Count(gates));
        }
    }

    /// <summary>One table of what came of each image, and one of the AMIs that there are.</summary>
    private static void AddParts(List<string> lines, RunSummary summary, string report)
    {
        if (summary.Parts.Count == 0)
        {
            return;
        }

        if (Overview.IsFor(summary))
        {
            AddOverview(lines, summary, report);
            return;
        }

        lines.AddRange(TextTable.Rows([["Image", "Outcome", "Version", "After", "Why"], .. summary.Leaves.Select(PartRow.Of)]));
        AddTable(["Image", "Operation", "Resource", "Why"],
            from leaf in summary.Leaves from row in leaf.Plan?.Rows ?? [] select new[] { leaf.Image ?? "", row.Operation, row.Resource, row.Reason });
        AddTable(["Image", "Apply", "Resource", "Why"],
            from leaf in summary.Leaves from row in leaf.Plan?.Apply?.Rows ?? [] select new[] { leaf.Image ?? "", row.Operation, row.Resource, row.Reason });
        AddTable(["Image", "Subject", "State", "Old", "New", "Why"],
            from leaf in summary.Leaves from row in leaf.Check?.Rows ?? [] select new[] { leaf.Image ?? "", row.Subject, row.State, row.Old ?? "", row.New ?? "", row.Reason });
        AddTable(["Image", "Region", "AMI", "Architecture", "Name"],
            from leaf in summary.Leaves from image in leaf.Build?.Release.Images ?? [] select new[] { leaf.Image ?? "", image.Region.Value, image.Id.Value, image.Architecture, image.Name });

        void AddTable(string[] titles, IEnumerable<string[]> rows)
        {
            if (rows.ToList() is { Count: > 0 } filled)
            {
                lines.Add("");
                lines.AddRange(TextTable.Rows([titles, .. filled]));
            }
        }
    }

    private static void AddOverview(List<string> lines, RunSummary summary, string report)
    {
        lines.AddRange(TextTable.Rows([Overview.GroupsHead, .. Overview.Groups(summary)]));
        if (Overview.Totals(summary) is { Count: > 0 } totals)
        {
            lines.Add("");
            lines.AddRange(TextTable.Rows([Overview.TotalsHead, .. totals]));
        }

        lines.Add("");
        lines.Add(report.Length > 0 ? $"Image by image: {report}, and --json." : "Image by image: --json.");
    }

    private static void AddMoved(List<string> lines, RunSummary summary)
    {
        foreach (var part in summary.Parts)
        {
            AddMoved(lines, part);
        }

        foreach (var (move, change) in summary.Moved)
        {
            lines.Add("");
            lines.Add($"{(move.Group.IsSelf ? "" : $"{move.Group.Repository}: ")}{Where(change)}");
            lines.AddRange(change.Files.Where(file => file.Places == 0).Select(file => $"  {file.Path}"));
            List<string[]> places =
            [
                .. change.Files.SelectMany(file => file.Ids).Select(id => new[] { $"  {id.Place}", id.Region.Value, $"{id.Old} -> {id.New}" }),
                .. change.Files.SelectMany(file => file.Values).Select(value => new[] { $"  {value.Place}", value.Region.Value, $"{value.Old} -> {value.New}" }),
            ];
            lines.AddRange(places.Count == 0 ? [] : TextTable.Rows(places));
        }
    }

    private static string Where(ProposedChange change) => change.Url is { } url
        ? $"Pull request {change.Number} from branch {change.Branch}: {url}"
        : $"Branch {change.Branch}, commit {change.Commit[..12]}{(change.Remote is null ? "" : $", pushed to {change.Remote}")}";
}
