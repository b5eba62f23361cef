using System.Text;

namespace GoldenAmi.LocalCloud.Protocol;

/// <summary>A request as it came over HTTP.</summary>
/// <param name="Path">Still escaped, as AWS routes <c>/tags/{arn}</c> by it.</param>
/// <param name="Query">Unescaped, in the order given; a name may come several times.</param>
internal sealed record WireRequest(
    string Method, string Host, string Path, IReadOnlyList<KeyValuePair<string, string>> Query, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>The header's value, or null; names match in any case.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The body as a form, <c>Action=DescribeImages&amp;Version=…</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Form() => Pairs(Encoding.UTF8.GetString(Body));

    public static async Task<WireRequest> ReadAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var address = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in request.Headers.NonValidated)
        {
            headers[header.Key] = string.Join(",", header.Value);
        }

        var body = Array.Empty<byte>();
        if (request.Content is { } content)
        {
            foreach (var header in content.Headers.NonValidated)
            {
                headers[header.Key] = string.Join(",", header.Value);
            }

            body = await content.ReadAsByteArrayAsync(ct);
        }

        return new WireRequest(
            request.Method.Method, headers.GetValueOrDefault("Host") ?? address.Host, address.AbsolutePath, Pairs(address.Query.TrimStart('?')), headers, body);
    }

    private static List<KeyValuePair<string, string>> Pairs(string text) =>
    [
        .. text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair =>
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            return KeyValuePair.Create(Unescape(cut < 0 ? pair : pair[..cut]), cut < 0 ? "" : Unescape(pair[(cut + 1)..]));
        }),
    ];

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
