using System.Text;

namespace GoldenAmi.Forges;

/// <summary>Other people's text in Markdown that mentions nobody, links nothing and breaks no table.</summary>
internal static class MarkdownText
{
    private const int MostCharacters = 200;

    /// <summary>As running text.</summary>
    public static string Plain(string text)
    {
        var written = new StringBuilder();
        foreach (var character in Cut(text))
        {
            written.Append(character switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                // a zero-width space ends a mention or a reference before it begins
                '@' or '#' => character + "\u200B",
                '|' or '*' or '_' or '`' or '[' or ']' or '\\' or '~' or '!' or '$' => "\\" + character,
                ':' => "&#58;",
                _ => character.ToString(),
            });
        }

        return written.ToString();
    }

    /// <summary>As a code span, also within a table.</summary>
    public static string Code(string text)
    {
        var line = Cut(text).Replace('|', '¦');
        var fence = new string('`', LongestRun(line) + 1);
        var pad = line.StartsWith('`') || line.EndsWith('`') ? " " : "";
        return $"{fence}{pad}{line}{pad}{fence}";
    }

    private static string Cut(string text)
    {
        var line = new string([.. text.Select(character => char.IsControl(character) ? ' ' : character)]).Trim();
        return line.Length == 0 ? "-" : line.Length <= MostCharacters ? line : line[..(char.IsHighSurrogate(line[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)] + "…";
    }

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var character in text)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
