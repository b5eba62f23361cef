using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace GoldenAmi.Action.Hosts;

/// <summary>Makes somebody else's text safe to print where a CI system or a terminal reads commands out of the log.</summary>
internal static partial class UntrustedText
{
    /// <summary>
    /// One line that no reader takes for a command. GitHub's runner finds <c>##[command]</c> anywhere in a line and <c>::command::</c> at its
    /// beginning; Azure's agent finds <c>##vso[</c> anywhere and in any case, and both colour <c>##[</c>. A terminal obeys escape sequences; a bare
    /// carriage return starts a new line for readers that split on it: of a line that was overwritten (a progress bar) the last state is kept, as a
    /// terminal shows it. Characters that have no width would hide a command from these rules and from the reader.
    /// </summary>
    public static string OneLine(string text)
    {
        text = text.TrimEnd('\r');
        text = text[(text.LastIndexOf('\r') + 1)..];
        var line = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            line.Append(character == '\t' || !IsHidden(character) ? character : ' ');
        }

        var safe = CommandMark().Replace(line.ToString(), "# #").TrimEnd();
        var start = safe.Length - safe.TrimStart().Length;
        return safe.AsSpan(start).StartsWith("::", StringComparison.Ordinal) ? safe.Insert(start + 1, " ") : safe;
    }

    private static bool IsHidden(char character) => char.IsControl(character)
        || char.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    [GeneratedRegex(@"##(?=(?:vso)?\[)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CommandMark();
}
