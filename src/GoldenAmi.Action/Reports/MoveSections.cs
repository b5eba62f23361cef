using System.Text;
using GoldenAmi.Forges;

namespace GoldenAmi.Action.Reports;

/// <summary>Sections of the step summary: which files name the new image now, and where that is proposed.</summary>
internal static class MoveSections
{
    public static void AddMoved(StringBuilder text, RunSummary summary, WebLinks links)
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
}
