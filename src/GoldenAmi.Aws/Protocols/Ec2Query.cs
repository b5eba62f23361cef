using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace GoldenAmi.Aws.Protocols;

/// <summary>The protocol ec2: a form with Action and Version, an answer in XML.</summary>
internal static class Ec2Query
{
    public static InvokeOptions Operation<TRequest, TResponse>(
        string serviceId,
        string action,
        string version,
        Action<Ec2Fields, string, TRequest> write,
        Func<XElement, TResponse> read,
        Func<ErrorResponse, AmazonServiceException> makeError)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse =>
        new()
        {
            RequestMarshaller = new RequestWriter<TRequest>(serviceId, (http, request) =>
            {
                http.HttpMethod = "POST";
                http.ResourcePath = "/";
                http.Parameters["Action"] = action;
                http.Parameters["Version"] = version;
                write(new Ec2Fields(http.Parameters), "", request);
                http.Content = AWSSDKUtils.GetRequestPayloadBytes(http, usesQueryString: false);
                http.Headers["Content-Type"] = AWSSDKUtils.UrlEncodedContent;
                http.Parameters.Clear();
            }),
            ResponseUnmarshaller = new AnswerReader<TResponse>(action, body => Read(body, action, read), ReadError, makeError),
        };

    private static TResponse Read<TResponse>(byte[] body, string action, Func<XElement, TResponse> read)
        where TResponse : AmazonWebServiceResponse
    {
        var root = Load(body);
        if (root.Name.LocalName != action + "Response")
        {
            throw new UnreadableAnswerException($"<{action}Response> was expected, not <{root.Name.LocalName}>");
        }

        var response = read(root);
        response.ResponseMetadata = new ResponseMetadata { RequestId = Find(root, "requestId") };
        return response;
    }

    private static void ReadError(byte[] body, ErrorResponse error)
    {
        try
        {
            var root = Load(body);
            error.Code = Find(root, "Code") ?? error.Code;
            error.Message = Find(root, "Message");
            error.RequestId = Find(root, "RequestID") ?? Find(root, "RequestId");
        }
        catch (UnreadableAnswerException)
        {
            // A proxy's HTML page, or nothing: the caller writes a message of its own.
        }
    }

    private static string? Find(XElement root, string name) =>
        root.Descendants().FirstOrDefault(each => each.Name.LocalName == name)?.Value is { Length: > 0 } value ? value : null;

    private static XElement Load(byte[] body)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XElement.Load(reader);
        }
        catch (XmlException problem)
        {
            throw new UnreadableAnswerException("the body is no XML", problem);
        }
    }
}
