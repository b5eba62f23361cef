using System.Globalization;
using System.Text;

namespace GoldenAmi.Components.Logs;

/// <summary>Names in quotes on one line: a backslash before <c>"</c> and <c>\</c>, and <c>\u000A</c> for a character that would break the line.</summary>
internal static class Quoted
{
    public static string Write(string text) => $"\"{Escape(text)}\"";

    /// <summary>For a value that fills the rest of its line, as AWSTOE writes it: unquoted, a line break becomes a space.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(character => IsBreak(character) ? ' ' : character));

    /// <summary>What <see cref="Write"/> made of a text, without its outer quotes.</summary>
    public static string Read(ReadOnlySpan<char> text)
    {
        var read = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '\\' || index + 1 == text.Length)
            {
                read.Append(text[index]);
            }
            else if (text[index + 1] == 'u' && index + 5 < text.Length
                && ushort.TryParse(text.Slice(index + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                read.Append((char)code);
                index += 5;
            }
            else
            {
                read.Append(text[++index]);
            }
        }

        return read.ToString();
    }

    private static string Escape(string text)
    {
        var written = new StringBuilder(text.Length + 2);
        foreach (var character in text)
        {
            if (character is '\\' or '"')
            {
                written.Append('\\').Append(character);
            }
            else if (IsBreak(character))
            {
                written.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
            }
            else
            {
                written.Append(character);
            }
        }

        return written.ToString();
    }

    private static bool IsBreak(char character) => character is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';
}
