using System.Text;
using GoldenAmi.Builds;

namespace GoldenAmi.Action.Reports;

/// <summary>Sections of the step summary: which images there are, and what their scans found.</summary>
internal static class ImageSections
{
    public static void AddImages(StringBuilder text, RunSummary summary)
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

    public static void AddFindings(StringBuilder text, RunSummary summary)
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
}
