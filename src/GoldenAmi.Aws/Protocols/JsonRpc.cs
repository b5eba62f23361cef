using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace GoldenAmi.Aws.Protocols;

/// <summary>The protocol json 1.1 (Systems Manager, CloudWatch Logs): POST to <c>/</c>, the operation in a header.</summary>
internal static class JsonRpc
{
    /// <param name="target">Value of X-Amz-Target, for example <c>AmazonSSM.GetParameter</c>.</param>
    /// <param name="answersNothing">True when the operation answers no member: then the body may be empty.</param>
    public static InvokeOptions Operation<TRequest, TResponse>(
        string serviceId,
        string target,
        Action<Utf8JsonWriter, TRequest> writeBody,
        Func<JsonElement, TResponse> read,
        bool answersNothing,
        Func<ErrorResponse, AmazonServiceException> makeError)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new() =>
        new()
        {
            RequestMarshaller = new RequestWriter<TRequest>(serviceId, (http, request) =>
            {
                http.HttpMethod = "POST";
                http.ResourcePath = "/";
                http.Headers["X-Amz-Target"] = target;
                JsonContent.Set(http, "application/x-amz-json-1.1", json => writeBody(json, request));
            }),
            ResponseUnmarshaller = JsonAnswer.Reader(target, read, answersNothing, makeError),
        };
}
