using System.Text;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Builds;
using GoldenAmi.Forges;

namespace GoldenAmi.Action.Reports;

/// <summary>The step summary: what happened, which images there are, why, how the tests went, where the time went, and what to do next.</summary>
internal static class MarkdownSummary
{
    public static string Write(RunSummary summary, WebLinks? links = null)
    {
        var text = new StringBuilder();
        text.Append($"## {Markdown.Text(summary.Image ?? "Golden AMI")}: {summary.Outcome}\n\n");
        text.Append(Headline.Of(summary) is var headline ? $"{Markdown.Text(headline)}\n\n" : "");
        AddParts(text, summary);
        AddProblems(text, summary);
        if (Overview.IsFor(summary))
        {
            // A step summary ends at a limit, which many images reach: what to do comes before them
            AddNext(text, summary);
            text.Append('\n');
        }

        foreach (var part in summary.Parts)
        {
            AddPart(text, part, links ?? WebLinks.None);
        }

        AddImage(text, summary, links ?? WebLinks.None);
        if (!Overview.IsFor(summary))
        {
            AddNext(text, summary);
        }

        return text.ToString();
    }

    private static void AddNext(StringBuilder text, RunSummary summary) => text.Append($"**Next:** {Markdown.Text(NextStep.Of(summary))}\n");

    private static void AddParts(StringBuilder text, RunSummary summary)
    {
        if (summary.Parts.Count == 0)
        {
            return;
        }

        if (Overview.IsFor(summary))
        {
            AddTable(text, Overview.GroupsHead, Overview.Groups(summary));
            AddTable(text, Overview.TotalsHead, Overview.Totals(summary));
            return;
        }

        AddTable(text, ["Image", "Outcome", "Version", "After", "Why"], [.. summary.Leaves.Select(PartRow.Of)]);
    }

    private static void AddTable(StringBuilder text, string[] head, IReadOnlyList<string[]> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        text.Append($"| {string.Join(" | ", head)} |\n|{string.Concat(head.Select(_ => " --- |"))}\n");
        foreach (var row in rows)
        {
            text.Append($"| {string.Join(" | ", row.Select(Markdown.Text))} |\n");
        }

        text.Append('\n');
    }

    private static void AddPart(StringBuilder text, RunSummary part, WebLinks links)
    {
        text.Append($"<details><summary>{Markdown.Text(part.Image ?? "")}: {part.Outcome}</summary>\n\n");
        foreach (var variant in part.Parts)
        {
            AddPart(text, variant, links);
        }

        AddImage(text, part, links);
        text.Append("</details>\n\n");
    }

    private static void AddImage(StringBuilder text, RunSummary summary, WebLinks links)
    {
        AddPlan(text, summary);
        AddCheck(text, summary);
        AddChanges(text, summary);
        AddImages(text, summary);
        AddFindings(text, summary);
        AddMoved(text, summary, links);
        AddTests(text, summary);
        AddPhases(text, summary);
        AddInputs(text, summary);
    }

    private static void AddProblems(StringBuilder text, RunSummary summary)
    {
        if (summary.Problems.Count > 0)
        {
            text.Append("### Problems\n\n").Append(Markdown.Block(string.Join('\n', summary.Problems.Select(ProblemText.Of)))).Append('\n');
        }
    }

    private static void AddPlan(StringBuilder text, RunSummary summary)
    {
        if (summary.Plan is not { } plan)
        {
            return;
        }

        text.Append("### Plan\n\n");
        AddRows(text, plan);
        if (plan.Apply is { } apply)
        {
            text.Append($"### Apply\n\n{Markdown.Text(apply.Decision)}.{(apply.Changed ? " `golden-ami apply` does it; no build does." : "")}\n\n");
            AddRows(text, apply);
        }
    }

    private static void AddRows(StringBuilder text, PlanFacts plan)
    {
        text.Append("| Operation | Resource | Why |\n| --- | --- | --- |\n");
        foreach (var row in plan.Rows)
        {
            text.Append($"| {Markdown.Text(row.Operation)} | {Markdown.Code(row.Resource)} | {Markdown.Text(row.Reason)} |\n");
        }

        text.Append('\n');
        if (plan.Rows.Any(row => row.Changes is not null))
        {
            text.Append("| Resource | Value | Now | Then |\n| --- | --- | --- | --- |\n");
            foreach (var (row, change) in plan.Rows.SelectMany(row => (row.Changes ?? []).Select(change => (row, change))))
            {
                text.Append($"| {Markdown.Code(row.Resource)} | {Markdown.Text(change.Name)} | {Markdown.Text(change.Old ?? "")} | {Markdown.Text(change.New ?? "")} |\n");
            }

            text.Append('\n');
        }
    }

    private static void AddCheck(StringBuilder text, RunSummary summary)
    {
        if (summary.Check is not { } check)
        {
            return;
        }

        text.Append("### Check\n\n| Subject | State | Old | New | Why |\n| --- | --- | --- | --- | --- |\n");
        foreach (var row in check.Rows)
        {
            text.Append($"| {Markdown.Text(row.Subject)} | {(row.IsChange ? $"**{row.State}**" : row.State)} | {Cell(row.Old)} | {Cell(row.New)} | {Markdown.Text(row.Reason)} |\n");
        }

        text.Append('\n');
    }

    private static void AddChanges(StringBuilder text, RunSummary summary)
    {
        if (summary.InputChanges.Count == 0)
        {
            return;
        }

        text.Append("### What changed since the image that was released before\n\n| Input | Released | Now |\n| --- | --- | --- |\n");
        foreach (var change in summary.InputChanges)
        {
            text.Append($"| {Markdown.Text(change.Name)} | {Cell(change.Old)} | {Cell(change.New)} |\n");
        }

        text.Append('\n');
    }

    private static string Cell(string? value) => value is null ? "" : Markdown.Code(value);

    private static void AddImages(StringBuilder text, RunSummary summary)
    {
        if (summary.Build?.Release is not { } release)
        {
            return;
        }

        text.Append("### Images\n\n| Region | Account | Architecture | AMI | Name | Snapshot |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var image in release.Images)
        {
            text.Append($"| {image.Region} | {image.Account} | {Markdown.Text(image.Architecture)} | {Id(image, summary)} | {Markdown.Text(image.Name)} | {Markdown.Code(image.SnapshotId)} |\n");
        }

        foreach (var copy in release.Copies)
        {
            text.Append($"| {copy.Region} | {copy.Account} | {Markdown.Text(copy.Architecture)} | {Markdown.Code(copy.Id.Value)} | {Markdown.Text(copy.Name)} | |\n");
        }

        text.Append('\n');
        foreach (var image in summary.LocalImages)
        {
            text.Append($"- {image.Region}: {Markdown.Code(image.File)}\n");
        }

        text.Append(summary.LocalImages.Count > 0 ? "\n" : "");
    }

    private static void AddFindings(StringBuilder text, RunSummary summary)
    {
        if (summary.Gates is not { } gates)
        {
            return;
        }

        text.Append($"### Findings\n\n{Markdown.Text(FindingRows.Count(gates))}\n\n");
        if (FindingRows.Of(gates) is { Count: > 0 } rows)
        {
            text.Append($"| {string.Join(" | ", FindingRows.Head)} |\n| --- | --- | --- | --- | --- |\n");
            foreach (var row in rows)
            {
                text.Append($"| {string.Join(" | ", row.Select(Markdown.Text))} |\n");
            }

            text.Append('\n');
        }
    }

    // An image of this computer has no page in AWS's console
    private static string Id(ReleasedImage image, RunSummary summary) => summary.LocalImages.Count > 0
        ? Markdown.Code(image.Id.Value)
        : $"[{Markdown.Code(image.Id.Value)}]({WebLinks.Image(image.Region.Value, image.Id.Value)})";

    private static void AddMoved(StringBuilder text, RunSummary summary, WebLinks links)
    {
        foreach (var (move, change) in summary.Moved)
        {
            var isLock = change.Files.All(file => file.Places == 0);
            text.Append(isLock ? "### The lock, proposed\n\n"
                : $"### Files moved to this image{(move.Group is { IsSelf: true, Channel: null } ? "" : $": {Markdown.Text(move.Group.ToString())}")}\n\n");
            text.Append($"Branch {Markdown.Code(change.Branch)}, commit {Markdown.Code(change.Commit)}, {Where(change)}.\n\n");
            if (change.Remote is not null && move.Group.IsSelf && links.NewPullRequest(change.Branch) is { } page)
            {
                text.Append($"[Open a pull request]({page})\n\n");
            }

            if (isLock)
            {
                text.Append(string.Concat(change.Files.Select(file => $"- {Markdown.Code(file.Path)}\n"))).Append('\n');
                continue;
            }

            text.Append("| Place | Region | Older image | This image |\n| --- | --- | --- | --- |\n");
            foreach (var id in change.Files.SelectMany(file => file.Ids))
            {
                text.Append($"| {Markdown.Code(id.Place.ToString())} | {id.Region} | {Markdown.Code(id.Old.Value)} | {Markdown.Code(id.New.Value)} |\n");
            }

            foreach (var value in change.Files.SelectMany(file => file.Values))
            {
                text.Append($"| {Markdown.Code(value.Place.ToString())} | {value.Region} | {Markdown.Code(value.Old)} | {Markdown.Code(value.New)} |\n");
            }

            text.Append('\n');
        }

        foreach (var move in summary.Moves)
        {
            text.Append(move.End is ProposalEnd.Waits waits ? $"{Markdown.Code(move.Branch)} waits: {Markdown.Text(waits.Why)}\n\n" : "");
        }
    }

    private static string Where(ProposedChange change) => change.Url is { } url ? $"[pull request {change.Number}]({url})"
        : change.Remote is null ? "in this clone"
        : Markdown.Text($"pushed to {change.Remote}");

    private static void AddTests(StringBuilder text, RunSummary summary)
    {
        if (summary.Steps.Count == 0)
        {
            return;
        }

        text.Append("### Tests\n\n| Component | Phase | Step | Result | Duration |\n| --- | --- | --- | --- | --- |\n");
        foreach (var step in summary.Steps)
        {
            var duration = step.Duration is { } taken ? EventLine.Show(taken) : "";
            text.Append($"| {Markdown.Code(step.Component)} | {step.Phase} | {Markdown.Text(step.Step)} | {Word(step.Outcome)} | {duration} |\n");
        }

        text.Append('\n');
    }

    private static string Word(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => "passed",
        CheckOutcome.Failed => "**failed**",
        CheckOutcome.Ignored => "failed, ignored",
        _ => "not reached",
    };

    private static void AddPhases(StringBuilder text, RunSummary summary)
    {
        if (summary.Build is not { Phases.Count: > 0 } build)
        {
            return;
        }

        text.Append("### Where the time went\n\n```mermaid\ngantt\n  dateFormat x\n  axisFormat %H:%M:%S\n");
        foreach (var phase in build.Phases)
        {
            // A colon or semicolon in a name would end it
            var name = string.Concat(phase.Name.Select(character => char.IsLetterOrDigit(character) || character is '-' or ' ' or '.' ? character : ' '));
            text.Append($"  {name} ({EventLine.Show(phase.End - phase.Start)}) :{phase.Start.ToUnixTimeMilliseconds()}, {phase.End.ToUnixTimeMilliseconds()}\n");
        }

        text.Append("```\n\n");
    }

    private static void AddInputs(StringBuilder text, RunSummary summary)
    {
        IReadOnlyList<FingerprintInput> inputs = summary.Build?.Inputs ?? summary.Plan?.Inputs ?? [];
        if (inputs.Count == 0)
        {
            return;
        }

        text.Append("<details><summary>Inputs compared: a change of any of these makes a new image</summary>\n\n| Input | Value |\n| --- | --- |\n");
        foreach (var input in inputs)
        {
            text.Append($"| {Markdown.Text(input.Name)} | {Markdown.Code(input.Value)} |\n");
        }

        text.Append("\n</details>\n\n");
    }
}
