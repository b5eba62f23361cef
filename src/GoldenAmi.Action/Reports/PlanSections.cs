using System.Text;

namespace GoldenAmi.Action.Reports;

/// <summary>Sections of the step summary: what a plan would do, what a check found, and which inputs changed.</summary>
internal static class PlanSections
{
    public static void AddPlan(StringBuilder text, RunSummary summary)
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

    public static void AddCheck(StringBuilder text, RunSummary summary)
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

    public static void AddChanges(StringBuilder text, RunSummary summary)
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
}
