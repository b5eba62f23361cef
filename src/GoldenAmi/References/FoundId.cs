using GoldenAmi.Identifiers;

namespace GoldenAmi.References;

/// <summary>An AMI id in a text.</summary>
/// <param name="Index">Of its first character.</param>
internal readonly record struct FoundId(int Index, AmiId Id)
{
    /// <summary>Every AMI id of a text that stands by itself: not a part of a longer word, of a longer number, or of base64.</summary>
    public static IEnumerable<FoundId> All(string text)
    {
        for (var index = text.IndexOf("ami-", StringComparison.Ordinal); index >= 0; index = text.IndexOf("ami-", index + 4, StringComparison.Ordinal))
        {
            var end = index + 4;
            while (end < text.Length && end - index <= 21 && (char.IsAsciiDigit(text[end]) || text[end] is >= 'a' and <= 'f'))
            {
                end++;
            }

            if (AmiId.TryParse(text[index..end], out var id) && (end == text.Length || !IsOfWord(text[end])) && Begins(text, index))
            {
                yield return new FoundId(index, id);
            }
        }
    }

    // Also base64's URL alphabet, so that no accident of encoded data is an id.
    private static bool IsOfWord(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_';

    /// <summary>True when nothing that belongs to a longer word comes before; the last letter of an escape (<c>\n</c>, <c>\u003d</c>, <c>%3D</c>) does not.</summary>
    private static bool Begins(string text, int index) =>
        index == 0 || !IsOfWord(text[index - 1])
        || (index >= 2 && text[index - 2] == '\\' && text[index - 1] is 'n' or 'r' or 't')
        || (index >= 3 && text[index - 3] == '%' && AreHex(text.AsSpan(index - 2, 2)))
        || IsShellDefault(text, index)
        || (index >= 6 && text[index - 6] == '\\' && text[index - 5] == 'u' && AreHex(text.AsSpan(index - 4, 4)));

    /// <summary>After <c>${NAME:-</c> or <c>${NAME-</c>: what a shell takes when the variable is not set.</summary>
    private static bool IsShellDefault(string text, int index)
    {
        if (text[index - 1] != '-')
        {
            return false;
        }

        var at = index >= 2 && text[index - 2] == ':' ? index - 3 : index - 2;
        while (at > 1 && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
        {
            at--;
        }

        return at >= 1 && text[at] == '{' && text[at - 1] == '$';
    }

    private static bool AreHex(ReadOnlySpan<char> characters)
    {
        foreach (var character in characters)
        {
            if (!char.IsAsciiHexDigit(character))
            {
                return false;
            }
        }

        return true;
    }
}
