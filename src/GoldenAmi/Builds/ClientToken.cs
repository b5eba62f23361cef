using System.Security.Cryptography;
using System.Text;

namespace GoldenAmi.Builds;

/// <summary>
/// Idempotency tokens that two runs with the same intent compute alike, so that the service makes one thing for both.
/// A token is a UUID of version 8 (RFC 9562, 5.8): 36 characters, the most that Image Builder takes.
/// </summary>
internal static class ClientToken
{
    /// <param name="operation">The API operation, for example <c>CreateImage</c>.</param>
    /// <param name="content">A digest of what the operation is about.</param>
    /// <param name="attempt">How often it ended badly before: a dead build's token is not used twice.</param>
    public static string For(string operation, string content, int attempt)
    {
        // Line feeds cannot be in an operation or a digest, so that no two inputs run together.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"golden-ami\n{operation}\n{content}\n{attempt}"));
        var bytes = hash.AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
