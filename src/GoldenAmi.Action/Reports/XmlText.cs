using System.Text;
using System.Xml;

namespace GoldenAmi.Action.Reports;

/// <summary>What anybody's program wrote, as text that XML 1.0 can carry and a page can show. Markup is the XML writer's to escape.</summary>
internal static class XmlText
{
    /// <summary>Azure Pipelines takes error messages of 4,000 characters; a line this long is no message.</summary>
    private const int LongestLine = 1000;

    /// <summary>One line of it: no control character, and at most 1,000 characters, then an ellipsis.</summary>
    public static string Line(string text)
    {
        var clean = Clean(text.Length > LongestLine ? text[..LongestLine] + "…" : text);
        return clean.AsSpan().IndexOfAny('\n', '\r', '\t') < 0 ? clean : clean.Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' ');
    }

    /// <summary>A character that XML has no form for (control characters, halves of surrogate pairs) becomes U+FFFD.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (index + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[index + 1], text[index]))
            {
                clean.Append(text[index]).Append(text[++index]);
            }
            else
            {
                clean.Append(XmlConvert.IsXmlChar(text[index]) && !IsUnseen(text[index]) ? text[index] : '\uFFFD');
            }
        }

        return clean.ToString();
    }

    /// <summary>XML allows these, and a reader of the page cannot see them.</summary>
    private static bool IsUnseen(char character) => character is >= '\u007F' and <= '\u009F';
}
