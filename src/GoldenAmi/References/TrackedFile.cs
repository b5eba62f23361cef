using System.Text;

namespace GoldenAmi.References;

/// <summary>A file of a commit. Path and content are bytes, held as Latin-1 text (one character for one byte), so that nothing is lost in decoding.</summary>
/// <param name="RawPath">Relative to the repository's root, exactly git's bytes.</param>
/// <param name="Mode">Git's file mode: <c>100644</c> or <c>100755</c>.</param>
/// <param name="Content">Exactly the blob's bytes.</param>
public sealed record TrackedFile(string RawPath, string Mode, string Content)
{
    /// <summary>The path for people: UTF-8 decoded, control characters as <c>\n</c> or <c>\x1b</c>.</summary>
    public string Path => Printable(RawPath);

    /// <summary>Latin-1 text of bytes as people read them.</summary>
    public static string Printable(string raw)
    {
        var text = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(raw));
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var escaped = new StringBuilder();
        foreach (var character in text)
        {
            escaped.Append(character switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when char.IsControl(character) => $"\\x{(int)character:x2}",
                _ => character.ToString(),
            });
        }

        return escaped.ToString();
    }
}
