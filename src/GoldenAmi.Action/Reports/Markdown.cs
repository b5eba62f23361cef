using System.Text;

namespace GoldenAmi.Action.Reports;

/// <summary>Text that is put into Markdown and stays text.</summary>
internal static class Markdown
{
    /// <summary>A sentence or a table's cell: one line, with everything that GitHub's Markdown or HTML would read as markup escaped.</summary>
    public static string Text(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            switch (character)
            {
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '@':
                    // A name after it would be told that it was mentioned
                    escaped.Append("&#64;");
                    break;
                case '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~' or '#' or '!':
                    escaped.Append('\\').Append(character);
                    break;
                default:
                    escaped.Append(char.IsControl(character) ? ' ' : character);
                    break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>Code in a line or a table's cell. HTML, because a code span can hold neither a backtick nor a bar.</summary>
    public static string Code(string text)
    {
        var escaped = new StringBuilder("<code>", text.Length + 16);
        foreach (var character in text)
        {
            _ = character switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '|' => escaped.Append("&#124;"),
                '`' or '*' or '_' or '[' or ']' or '\\' or '~' or '@' or ':' or '#' => escaped.Append($"&#{(int)character};"),
                _ => escaped.Append(char.IsControl(character) ? ' ' : character),
            };
        }

        return escaped.Append("</code>").ToString();
    }

    /// <summary>A block of somebody's text. The fence is longer than any row of backticks in it.</summary>
    public static string Block(string text)
    {
        var fence = "```";
        while (text.Contains(fence, StringComparison.Ordinal))
        {
            fence += "`";
        }

        return $"{fence}text\n{text}\n{fence}\n";
    }
}
