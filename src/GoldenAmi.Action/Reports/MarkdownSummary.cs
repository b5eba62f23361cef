using System.Text;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Builds;

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
        PlanSections.AddPlan(text, summary);
        PlanSections.AddCheck(text, summary);
        PlanSections.AddChanges(text, summary);
        ImageSections.AddImages(text, summary);
        ImageSections.AddFindings(text, summary);
        MoveSections.AddMoved(text, summary, links);
        CourseSections.AddTests(text, summary);
        CourseSections.AddPhases(text, summary);
        AddInputs(text, summary);
    }

    private static void AddProblems(StringBuilder text, RunSummary summary)
    {
        if (summary.Problems.Count > 0)
        {
            text.Append("### Problems\n\n").Append(Markdown.Block(string.Join('\n', summary.Problems.Select(ProblemText.Of)))).Append('\n');
        }
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
