using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace GoldenAmi.Aws.Protocols;

/// <summary>
/// Turns the body of an answer into the response's object or into the service's exception. A body that cannot be read is an
/// <see cref="AmazonUnmarshallingException"/>, which is retried.
/// </summary>
/// <param name="operation">For messages.</param>
/// <param name="read">Reads the body of a success; throws <see cref="UnreadableAnswerException"/> when it is none.</param>
/// <param name="readError">Reads code, message and request id of an error; leaves null what the body does not say.</param>
/// <param name="makeError">Makes the service's exception.</param>
internal sealed class AnswerReader<TResponse>(
    string operation,
    Func<byte[], TResponse> read,
    Action<byte[], ErrorResponse> readError,
    Func<ErrorResponse, AmazonServiceException> makeError) : ResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse
{
    private static readonly string[] RequestIdHeaders = ["x-amzn-RequestId", "x-amz-request-id", "x-amz-requestid"];

    public override AmazonWebServiceResponse Unmarshall(UnmarshallerContext input)
    {
        var body = ReadBody(input);
        try
        {
            var response = read(body);
            response.ResponseMetadata ??= new ResponseMetadata();
            response.ResponseMetadata.RequestId ??= FindRequestId(input);
            return response;
        }
        catch (UnreadableAnswerException problem)
        {
            throw new AmazonUnmarshallingException(FindRequestId(input), operation, BodyText.Shorten(body), problem, input.ResponseData.StatusCode);
        }
    }

    public override AmazonServiceException UnmarshallException(UnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var body = ReadBody(input);
        var error = new ErrorResponse
        {
            InnerException = innerException,
            StatusCode = statusCode,
            Type = (int)statusCode >= 500 ? ErrorType.Receiver : ErrorType.Sender,
            Code = ErrorCodes.FromHeader(input.ResponseData),
        };
        readError(body, error);
        error.RequestId ??= FindRequestId(input);
        error.Code ??= $"Http{(int)statusCode}";
        error.Message ??= $"{operation} was answered with HTTP status {(int)statusCode} and without a message the SDK can read: {BodyText.Shorten(body)}";
        return makeError(error);
    }

    protected override UnmarshallerContext ConstructUnmarshallerContext(Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException) =>
        new JsonUnmarshallerContext(responseStream, maintainResponseBody, response, isException);

    protected override UnmarshallerContext ConstructUnmarshallerContext(
        Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException, IRequestContext requestContext) =>
        new JsonUnmarshallerContext(responseStream, maintainResponseBody, response, isException, requestContext);

    // Only the stream of the SDK's context is used: the whole body is wanted, not its tokens, so one kind of context serves every protocol.
    private static byte[] ReadBody(UnmarshallerContext input)
    {
        using var copy = new MemoryStream();
        ((JsonUnmarshallerContext)input).Stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static string? FindRequestId(UnmarshallerContext input) =>
        RequestIdHeaders
            .Where(input.ResponseData.IsHeaderPresent)
            .Select(input.ResponseData.GetHeaderValue)
            .FirstOrDefault();
}
