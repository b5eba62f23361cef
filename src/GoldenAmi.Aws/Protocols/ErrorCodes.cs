using Amazon.Runtime.Internal.Transform;

namespace GoldenAmi.Aws.Protocols;

/// <summary>Error codes as the JSON protocols spell them.</summary>
internal static class ErrorCodes
{
    private const string Header = "x-amzn-ErrorType";

    /// <summary>The code in the answer's headers, or null.</summary>
    public static string? FromHeader(IWebResponseData response) =>
        response.IsHeaderPresent(Header) ? Bare(response.GetHeaderValue(Header)) : null;

    /// <summary><c>com.amazonaws.imagebuilder#ResourceNotFoundException:http://internal…</c> → <c>ResourceNotFoundException</c>; null for nothing.</summary>
    public static string? Bare(string? code)
    {
        var start = (code ?? "").Split(':')[0];
        var name = start[(start.LastIndexOf('#') + 1)..].Trim();
        return name.Length == 0 ? null : name;
    }
}
