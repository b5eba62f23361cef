using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GoldenAmi.LocalCloud.Protocol;

namespace GoldenAmi.LocalCloud.Ebs;

/// <summary>Tokens of blocks: opaque, good for one block of one snapshot, for the account that listed it, and for a time.</summary>
internal static class BlockTokens
{
    /// <summary>AWS's ExpiryTime is seven days after the list (EBS user guide, "Use EBS direct APIs to access the contents of an EBS snapshot").</summary>
    private static readonly TimeSpan Life = TimeSpan.FromDays(7);

    public static DateTimeOffset ExpiryOf(Call call) => DateTimeOffset.FromUnixTimeSeconds((call.Now + Life).ToUnixTimeSeconds());

    public static string Make(Call call, string snapshot, int index)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{snapshot}/{index}/{ExpiryOf(call).ToUnixTimeSeconds()}");
        return Convert.ToBase64String(Encoding.ASCII.GetBytes($"{text}/{Seal(call, text)}"));
    }

    /// <summary>Throws EBS's error for a token that is not the block's, or is too old.</summary>
    public static void Check(Call call, string token, string snapshot, int index)
    {
        var bytes = new byte[token.Length];
        var text = Convert.TryFromBase64String(token, bytes, out var length) ? Encoding.ASCII.GetString(bytes, 0, length) : "";
        var cut = text.LastIndexOf('/');
        if (cut < 0 || text[(cut + 1)..] != Seal(call, text[..cut]) || text[..cut].Split('/') is not [var of, var number, var expiry]
            || of != snapshot || number != index.ToString(CultureInfo.InvariantCulture))
        {
            throw EbsErrors.Wrong("INVALID_BLOCK_TOKEN", $"The block token is not one of block {index} of {snapshot}.");
        }

        if (long.Parse(expiry, CultureInfo.InvariantCulture) <= call.Now.ToUnixTimeSeconds())
        {
            throw EbsErrors.Wrong("INVALID_BLOCK_TOKEN", "The block token has expired.");
        }
    }

    private static string Seal(Call call, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{call.Account}/{call.Region}/{text}")).AsSpan(0, 12));
}
