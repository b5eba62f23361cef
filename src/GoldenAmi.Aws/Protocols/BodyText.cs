using System.Text;

namespace GoldenAmi.Aws.Protocols;

/// <summary>Bodies in messages.</summary>
internal static class BodyText
{
    private const int Longest = 200;

    /// <summary>The first 200 characters on one line; <c>(empty)</c> for none.</summary>
    public static string Shorten(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, Longest * 4)));
        var line = string.Join(' ', text.Split([' ', '\t', '\r', '\n', '\0'], StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? "(empty)" : line.Length <= Longest ? line : line[..Longest] + "…";
    }
}
