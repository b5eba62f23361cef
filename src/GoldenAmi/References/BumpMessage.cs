using System.Globalization;
using System.Text;

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
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Count(ids.Count, "place")} in {Count(edits.Count, "file")} now {(ids.Count == 1 ? "names" : "name")} the image {order.Release.ImageArn}.\n\n");
        foreach (var image in ids.Select(id => (id.Region, id.Account, id.Architecture, id.New)).Distinct().Order())
        {
            text.Append(CultureInfo.InvariantCulture, $"{image.Region}  {image.New}  {image.Architecture}\n");
        }

        text.Append('\n');
        foreach (var id in ids.Take(MostPlaces))
        {
            text.Append(CultureInfo.InvariantCulture, $"{id.Place.File}:{id.Place.Line}:{id.Place.Column}  {id.New} was {id.Old}\n");
        }

        if (ids.Count > MostPlaces)
        {
            text.Append(CultureInfo.InvariantCulture, $"and {ids.Count - MostPlaces}{More}\n");
        }

        return text.ToString();
    }

    private static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
