using System.Globalization;
using System.Text;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.References;

/// <summary>What a bump's commit says.</summary>
internal static class BumpMessage
{
    // Git shows a subject whole up to some 70 columns, and a body line up to 72; ids in a line cannot be wrapped.
    private const int MostPlaces = 50;

    private const string More = " more places";

    /// <summary>Whether the message had no room for all places.</summary>
    public static bool SaysMore(string message) => message.Contains($"{More}\n", StringComparison.Ordinal);

    /// <summary>What stands below the title, without the trailers that <see cref="BumpTrailers"/> adds.</summary>
    public static string Text(BumpOrder order, IReadOnlyList<FileEdit> edits)
    {
        var ids = edits.SelectMany(edit => edit.Ids).ToList();
        List<(SourcePlace Place, string Old, string Now)> places =
        [
            .. ids.Select(id => (id.Place, id.Old.Value, id.New.Value)),
            .. edits.SelectMany(edit => edit.Values).Select(value => (value.Place, value.Old, value.New)),
        ];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Count(places.Count, "place")} in {Count(edits.Count, "file")} now {(places.Count == 1 ? "names" : "name")} the image {order.Release.ImageArn}.\n\n");
        foreach (var image in ids.Select(id => (id.Region, id.Account, id.Architecture, id.New)).Distinct().Order())
        {
            text.Append(CultureInfo.InvariantCulture, $"{image.Region}  {image.New}  {image.Architecture}\n");
        }

        text.Append(ids.Count == 0 ? "" : "\n");
        foreach (var (place, old, now) in places.OrderBy(each => each.Place).Take(MostPlaces))
        {
            text.Append(CultureInfo.InvariantCulture, $"{place.File}:{place.Line}:{place.Column}  {now} was {old}\n");
        }

        if (places.Count > MostPlaces)
        {
            text.Append(CultureInfo.InvariantCulture, $"and {places.Count - MostPlaces}{More}\n");
        }

        return text.ToString();
    }

    private static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
