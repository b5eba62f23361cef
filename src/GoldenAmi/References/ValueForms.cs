using System.Text.RegularExpressions;

namespace GoldenAmi.References;

/// <summary>A text that a marker speaks about.</summary>
/// <param name="Index">Of its first character.</param>
internal readonly record struct FoundValue(int Index, string Text)
{
    public int End => Index + Text.Length;
}

/// <summary>Finds what is no id by its form: a marker says what kind of value stands there, the form says where it begins and ends.</summary>
internal sealed partial class ValueForms
{
    // Image Builder's date has no documented form: digits, with T, Z, dashes, dots, underscores and blanks of a format of one's own kept out.
    private const string Date = "[0-9][0-9TZ._-]{5,}";
    private const string Build = "[0-9][0-9./_-]*";
    private const string ThreeNumbers = "[0-9]+[.][0-9]+[.][0-9]+";

    private readonly Regex _name;
    private readonly List<string> _names;

    /// <param name="nameTemplate">The recipe's <c>distribution.name</c>, for example <c>web {{ version }} {{ date }}</c>.</param>
    /// <param name="names">Names of known AMIs of the recipe: they are found also when the template was another one then.</param>
    public ValueForms(string nameTemplate, IEnumerable<string> names)
    {
        // Without backtracking: the text is anybody's, and long
        _name = new Regex(Pattern(nameTemplate), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        _names = [.. names.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).OrderByDescending(name => name.Length)];
    }

    /// <summary>The values of one kind in a part of a text, in its order.</summary>
    public IReadOnlyList<FoundValue> Find(MarkedWhat what, string text, Range part)
    {
        var (from, length) = part.GetOffsetAndLength(text.Length);
        return what switch
        {
            MarkedWhat.Id => [.. FoundId.All(text[part]).Select(found => new FoundValue(from + found.Index, found.Id.Value))],
            MarkedWhat.Name => Names(text, from, from + length),
            MarkedWhat.Version => Matches(Version(), text, part),
            MarkedWhat.ImageArn => Matches(ImageArn(), text, part),
            MarkedWhat.Digest => Matches(Digest(), text, part),
            MarkedWhat.Ssm => [.. Matches(Path(), text, part).Where(path => Version().Count(path.Text) == 1)],
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>A parameter's path with another version in it.</summary>
    public static string WithVersion(string path, string version) => Version().Replace(path, version);

    private static List<FoundValue> Matches(Regex form, string text, Range part)
    {
        var (from, length) = part.GetOffsetAndLength(text.Length);
        return [.. form.Matches(text.Substring(from, length)).Select(match => new FoundValue(from + match.Index, match.Value))];
    }

    private List<FoundValue> Names(string text, int from, int to)
    {
        var found = Matches(_name, text, from..to).Select(Trimmed).ToList();
        foreach (var name in _names)
        {
            for (var index = text.IndexOf(name, from, to - from, StringComparison.Ordinal); index >= 0; index = Next(text, name, index + name.Length, to))
            {
                found.Add(new FoundValue(index, name));
            }
        }

        // The longer of two that overlap: the template's form may end early in a name of an older form, and the other way round
        var kept = new List<FoundValue>();
        foreach (var value in found.Where(value => StandsAlone(text, value)).Distinct().OrderByDescending(value => value.Text.Length).ThenBy(value => value.Index))
        {
            if (!kept.Exists(other => value.Index < other.End && other.Index < value.End))
            {
                kept.Add(value);
            }
        }

        return [.. kept.OrderBy(value => value.Index)];
    }

    private static int Next(string text, string name, int from, int to) => from >= to ? -1 : text.IndexOf(name, from, to - from, StringComparison.Ordinal);

    /// <summary>Without the end of a sentence.</summary>
    private static FoundValue Trimmed(FoundValue value) => value with { Text = value.Text.TrimEnd('.', '-', '_') };

    private static bool StandsAlone(string text, FoundValue value) =>
        value.Text.Length > 0
        && (value.Index == 0 || !IsOfName(text[value.Index - 1])) && (value.End == text.Length || !IsOfName(text[value.End]) || text[value.End] == '.');

    private static bool IsOfName(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.';

    private static string Pattern(string template)
    {
        var pattern = new System.Text.StringBuilder();
        var at = 0;
        foreach (Match placeholder in Placeholder().Matches(template))
        {
            pattern.Append(Regex.Escape(template[at..placeholder.Index])).Append(placeholder.Groups["name"].Value switch
            {
                "version" => ThreeNumbers,
                "date" => Date,
                _ => Build,
            });
            at = placeholder.Index + placeholder.Length;
        }

        return pattern.Append(Regex.Escape(template[at..])).ToString();
    }

    [GeneratedRegex(@"\{\{\s*(?<name>version|date|build)\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();

    // "v1.4.0" and "web-1.4.0" are versions; "1.1.4.0", "1.4.0.1" (an address), "1.4.0-rc1" and "x1.4.0" are something else
    [GeneratedRegex(@"(?:(?<![0-9A-Za-z.])|(?<=(?<![0-9A-Za-z.])v))[0-9]+\.[0-9]+\.[0-9]+(?![0-9A-Za-z]|\.[0-9]|[-+][0-9A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Version();

    [GeneratedRegex(@"(?<![0-9A-Za-z:/_-])arn:aws[a-z-]*:imagebuilder:[a-z0-9-]+:[0-9]{12}:image/[a-z0-9_-]+/[0-9]+\.[0-9]+\.[0-9]+/[0-9]+(?![0-9A-Za-z/_-])", RegexOptions.CultureInvariant)]
    private static partial Regex ImageArn();

    [GeneratedRegex(@"(?<![0-9A-Za-z_-])sha256:[0-9a-f]{64}(?![0-9A-Za-z_-])", RegexOptions.CultureInvariant)]
    private static partial Regex Digest();

    [GeneratedRegex(@"(?:/[A-Za-z0-9_.-]+)+", RegexOptions.CultureInvariant)]
    private static partial Regex Path();
}
