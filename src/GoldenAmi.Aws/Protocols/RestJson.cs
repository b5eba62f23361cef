using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace GoldenAmi.Aws.Protocols;

/// <summary>The protocol rest-json (Image Builder): method, path and query from the model, the other members in a JSON body.</summary>
internal static class RestJson
{
    /// <param name="path">With placeholders, for example <c>/tags/{resourceArn}</c>.</param>
    /// <param name="place">Fills path and query, or null when neither has members.</param>
    /// <param name="writeBody">Writes the body, or null when the request has none.</param>
    /// <param name="answersNothing">True when the operation answers no member: then the body may be empty.</param>
    public static InvokeOptions Operation<TRequest, TResponse>(
        string serviceId,
        string method,
        string path,
        Action<RestPlaces, TRequest>? place,
        Action<Utf8JsonWriter, TRequest>? writeBody,
        Func<JsonElement, TResponse> read,
        bool answersNothing,
        Func<ErrorResponse, AmazonServiceException> makeError)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new() =>
        new()
        {
            RequestMarshaller = new RequestWriter<TRequest>(serviceId, (http, request) =>
            {
                http.HttpMethod = method;
                http.ResourcePath = path;
                place?.Invoke(new RestPlaces(http), request);
                if (writeBody is not null)
                {
                    JsonContent.Set(http, "application/json", json => writeBody(json, request));
                }
            }),
            ResponseUnmarshaller = JsonAnswer.Reader($"{serviceId} {method} {path}", read, answersNothing, makeError),
        };
}

/// <summary>The places of a request outside its body.</summary>
internal sealed class RestPlaces(DefaultRequest http)
{
    /// <summary>Fills a placeholder of the path. An empty value would call another operation, so it is refused.</summary>
    public void Path(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw new AmazonClientException($"{http.RequestName}: '{name}' is part of the path and must be set.");
        }

        http.AddPathResource($"{{{name}}}", value);
    }

    public void Query(string name, string? value)
    {
        if (value is not null)
        {
            http.UseQueryString = true;
            http.Parameters[name] = value;
        }
    }

    /// <summary>A list becomes one parameter per value.</summary>
    public void Query(string name, List<string>? values)
    {
        if (values is { Count: > 0 })
        {
            http.UseQueryString = true;
            http.ParameterCollection.Add(name, values);
        }
    }
}
