using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace GoldenAmi.Aws.Protocols;

/// <summary>Answers of the protocols rest-json and json 1.1.</summary>
internal static class JsonAnswer
{
    /// <param name="answersNothing">True when the operation answers no member: then the body may be empty.</param>
    public static ResponseUnmarshaller Reader<TResponse>(
        string operation, Func<JsonElement, TResponse> read, bool answersNothing, Func<ErrorResponse, AmazonServiceException> makeError)
        where TResponse : AmazonWebServiceResponse, new() =>
        new AnswerReader<TResponse>(operation, body => body.Length == 0 && answersNothing ? new TResponse() : Read(body, read), ReadError, makeError);

    private static T Read<T>(byte[] body, Func<JsonElement, T> read)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return read(json.RootElement);
        }
        catch (JsonException problem)
        {
            throw new UnreadableAnswerException("the body is no JSON", problem);
        }
    }

    private static void ReadError(byte[] body, ErrorResponse error)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                error.Code ??= ErrorCodes.Bare(FindText(json.RootElement, "__type", "code", "Code"));
                error.Message = FindText(json.RootElement, "message", "Message", "errorMessage");
            }
        }
        catch (JsonException)
        {
            // A proxy's HTML page, or nothing: the caller writes a message of its own.
        }
    }

    private static string? FindText(JsonElement json, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
            {
                return value.GetString();
            }
        }

        return null;
    }
}
