namespace GoldenAmi.Aws.Protocols;

/// <summary>Client tokens for callers who give none. A request is written once, so every attempt of one call carries the same token.</summary>
internal static class ClientTokens
{
    /// <summary>A fresh UUID (36 characters).</summary>
    public static string Make() => Guid.NewGuid().ToString();
}
