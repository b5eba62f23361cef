using System.Globalization;
using System.Text.RegularExpressions;
using GoldenAmi.Diagnostics;
using GoldenAmi.Forges;
using GoldenAmi.Identifiers;

namespace GoldenAmi.References;

/// <summary>Reads off a branch's commit what an earlier run found, when a search now could find nothing else: same commit below it, same ids, same patterns.</summary>
internal static partial class EarlierSearch
{
    /// <param name="head">The commit that a change would stand on now.</param>
    /// <param name="tip">The branch's last commit.</param>
    /// <returns>Null when it is to be searched.</returns>
    public static ProposedChange? Find(BumpOrder order, string search, string head, CommitFacts tip)
    {
        if (BumpTrailers.Search(tip) != search || tip.Parents is not [var parent] || parent != head || !BumpTrailers.AreOf(tip, order.Recipe.Name.Value))
        {
            return null;
        }

        var ids = tip.Message.Split('\n').Select(line => Moved(order, line)).OfType<MovedId>().ToList();
        return ids.Count == 0 || BumpMessage.SaysMore(tip.Message) ? null : new ProposedChange(
            order.Branch, tip.Id, [.. ids.GroupBy(id => id.Place.File, StringComparer.Ordinal).Select(file => new ChangedFile(file.Key, [.. file]))])
        {
            Base = parent,
            Message = tip.Message,
            Title = tip.Message[..tip.Message.IndexOf('\n', StringComparison.Ordinal)],
        };
    }

    private static MovedId? Moved(BumpOrder order, string line)
    {
        if (Place().Match(line) is not { Success: true } place || !AmiId.TryParse(place.Groups["old"].Value, out var old) || !AmiId.TryParse(place.Groups["now"].Value, out var now))
        {
            return null;
        }

        var image = order.Release.Images.FirstOrDefault(image => image.Id == now);
        return image is null ? null : new MovedId(new SourcePlace(place.Groups["file"].Value, Number("line"), Number("column")), old, now, image.Region, image.Account, image.Architecture);

        int Number(string group) => int.Parse(place.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("^(?<file>.+):(?<line>[0-9]{1,9}):(?<column>[0-9]{1,9})  (?<now>ami-[0-9a-f]+) was (?<old>ami-[0-9a-f]+)\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
