using System.Text.Json;
using Amazon.Runtime.Internal;

namespace GoldenAmi.Aws.Protocols;

/// <summary>Puts JSON into a request's body.</summary>
internal static class JsonContent
{
    public static void Set(DefaultRequest http, string contentType, Action<Utf8JsonWriter> write)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            write(json);
        }

        http.Content = body.ToArray();
        http.Headers["Content-Type"] = contentType;
    }
}
