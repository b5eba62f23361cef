using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GoldenAmi.Builds.Fingerprints;

/// <summary>SHA-256 in the form that tags and reports carry: <c>sha256:</c> and 64 small hexadecimal digits.</summary>
internal static class ContentDigest
{
    /// <summary>Of a text's UTF-8 bytes, exactly as they are: a changed line end is a changed content.</summary>
    public static string OfText(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>Of canonical JSON: no white space, members in the order in which <paramref name="write"/> writes them, absent values left out.</summary>
    public static string OfJson(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return Of(buffer.WrittenSpan);
    }

    /// <summary>The first twelve digits, for names: 48 bits, enough to tell a recipe's own configurations apart.</summary>
    public static string Short(string digest) => digest[Prefix.Length..(Prefix.Length + 12)];

    private const string Prefix = "sha256:";

    private static string Of(ReadOnlySpan<byte> bytes) => Prefix + Convert.ToHexStringLower(SHA256.HashData(bytes));
}
