using System.Globalization;
using System.Text.RegularExpressions;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes.Reading;

namespace GoldenAmi.Recipes;

/// <summary>Reads maps of tags. Rules of Image Builder's API: TagMap and ResourceTagMap.</summary>
internal static partial class Tags
{
    private static readonly ValueForm Key = new(
        "the key of a tag", "1 to 128 letters, digits, spaces and _.:/=+-@, not beginning with aws: or golden-ami:", KeyPattern(), 128);

    private static readonly ValueForm WantedKey = new("the key of a tag", "1 to 128 letters, digits, spaces and _.:/=+-@", WantedKeyPattern(), 128);

    private static readonly ValueForm Value = new("the value of a tag", "at most 256 characters on one line", ValuePattern(), 256);

    /// <param name="most">30 on build instances, 50 on images.</param>
    public static SortedDictionary<string, string> Read(MapReader owner, int most, ProblemList problems) => Read(owner, Key, most, problems);

    /// <summary>Tags that something in AWS is to have already: our own, and AWS's, among them.</summary>
    public static SortedDictionary<string, string> ReadWanted(MapReader owner, ProblemList problems) => Read(owner, WantedKey, 50, problems);

    private static SortedDictionary<string, string> Read(MapReader owner, ValueForm form, int most, ProblemList problems)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (owner.Map("tags", required: false) is not { } map)
        {
            return tags;
        }

        foreach (var (key, node) in map.Entries.Select(entry => (entry.Key, entry.Value)))
        {
            if (node is not TextNode text)
            {
                problems.AddWrongKind(node, $"the tag '{ProblemList.Short(key.Value)}'", "a text");
            }
            else if (form.Check(key, problems) is not null && Value.Check(text, problems) is not null)
            {
                tags[key.Value] = text.IsNull ? "" : text.Value;
            }
        }

        if (map.Entries.Count > most)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"There are {map.Entries.Count} tags; at most {most} are possible here.");
            problems.Add(ErrorCode.RecipeNumber, map.Place, message, "remove some.");
        }

        return tags;
    }

    [GeneratedRegex(@"^(?!aws:)(?!golden-ami:)[a-zA-Z0-9\s_.:/=+\-@]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"^[a-zA-Z0-9\s_.:/=+\-@]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex WantedKeyPattern();

    [GeneratedRegex(@"^[^\x00-\x1F]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex ValuePattern();
}
