using System.Globalization;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.References;

namespace GoldenAmi.Forges;

/// <summary>What a reviewer reads.</summary>
internal static class ProposalBody
{
    private const string NotKnown = "Not known yet.";

    /// <summary>How many things a body does not know.</summary>
    public static int CountUnknown(string body) => body.Split(NotKnown).Length - 1;

    /// <summary>The sections in the order of their worth: where room is short, the last ones lose rows first.</summary>
    public static IReadOnlyList<BodySection> Sections(BumpOrder order, ReleaseStory story, IReadOnlyList<FileEdit> edits, string rollback)
    {
        var places = edits.SelectMany(edit => edit.Ids).Select(id => new MovedPlace(id.Place, id.Old.Value, id.New.Value))
            .Concat(edits.SelectMany(edit => edit.Values).Select(value => new MovedPlace(value.Place, value.Old, value.New)))
            .OrderBy(place => place.Place).ToList();
        return
        [
            new("", [], Opening(order, story, places)),
            new("Image", ["Region", "Account", "Architecture", "Image"], "")
            { Rows = [.. order.Release.Images.OrderBy(image => image.Region).Select(Row)] },
            new("Changes in the recipe", ["Commit", "Subject"], Known(story.Commits, "The recipe and its components did not change."))
            { Rows = [.. (story.Commits ?? []).Select(commit => $"| {MarkdownText.Code(commit.Id[..Math.Min(12, commit.Id.Length)])} | {MarkdownText.Plain(commit.Subject)} |")] },
            new("Components", ["Component"], Known(story.Components, "No component is different."))
            { Rows = [.. (story.Components ?? []).Select(component => $"| {MarkdownText.Plain(component)} |")] },
            new("Findings", ["Finding", "Severity", "Package", ""], Known(story.Findings, "No finding came or went."))
            { Rows = [.. (story.Findings ?? []).Select(finding => $"| {MarkdownText.Plain(finding.Id)} | {MarkdownText.Plain(finding.Severity)} | {MarkdownText.Plain(finding.Package)} | {(finding.Came ? "new" : "gone")} |")] },
            new("Tests and size", [], Tests(story)),
            new("How to roll back", [], $"`{rollback}` proposes the reverse of this."),
            new("Places", ["File", "Line", "Before", "Now"], "")
            { Rows = [.. places.Select(Row)] },
            new("Packages", ["Package", "Before", "Now"], Known(story.Packages, "No package is different."))
            { Rows = [.. (story.Packages ?? []).Select(package => $"| {MarkdownText.Plain(package.Name)} | {MarkdownText.Plain(package.Before ?? "")} | {MarkdownText.Plain(package.Now ?? "")} |")] },
        ];
    }

    private static string Opening(BumpOrder order, ReleaseStory story, List<MovedPlace> places)
    {
        var files = places.Select(place => place.Place.File).Distinct(StringComparer.Ordinal).Count();
        var from = story.PreviousVersion is { } previous ? $" from {MarkdownText.Plain(previous)}" : "";
        var run = story.RunUrl is { } url ? $" ([run]({url}))" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"Moves {places.Count} {(places.Count == 1 ? "place" : "places")} in {files} {(files == 1 ? "file" : "files")}{from} to **{MarkdownText.Plain(order.Recipe.Name.Value)} {MarkdownText.Plain(order.Release.Version)}**{run}.\n\n{MarkdownText.Code(order.Release.ImageArn)}");
    }

    private static string Known<T>(IReadOnlyList<T>? list, string none) => list is null ? NotKnown : list.Count == 0 ? none : "";

    private static string Tests(ReleaseStory story)
    {
        var tests = story.Tests is { } counts ? string.Create(CultureInfo.InvariantCulture, $"{counts.Passed} tests passed, {counts.Failed} failed.") : $"Tests: {NotKnown}";
        var size = story.SizeBytes is { } bytes
            ? $"Root volume: {Mebibytes(bytes.Now)}{(bytes.Before is { } before ? $" (was {Mebibytes(before)})" : "")}."
            : $"Size: {NotKnown}";
        return $"{tests} {size}";
    }

    private static string Mebibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024.0):0.0} MiB");

    private static string Row(ReleasedImage image) => $"| {image.Region} | {image.Account} | {MarkdownText.Plain(image.Architecture)} | {MarkdownText.Code(image.Id.Value)} |";

    private static string Row(MovedPlace moved) => string.Create(CultureInfo.InvariantCulture,
        $"| {MarkdownText.Code(moved.Place.File)} | {moved.Place.Line} | {MarkdownText.Code(moved.Old)} | {MarkdownText.Code(moved.New)} |");

    private sealed record MovedPlace(SourcePlace Place, string Old, string New);
}

/// <summary>A part of a body: a text, a table, or both.</summary>
/// <param name="Title">"" for none.</param>
/// <param name="Columns">Empty for no table.</param>
public sealed record BodySection(string Title, IReadOnlyList<string> Columns, string Text)
{
    /// <summary>Each one line of Markdown.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];
}
