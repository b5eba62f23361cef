using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace GoldenAmi.Aws.Protocols;

/// <summary>Turns a request's object into the SDK's HTTP request.</summary>
internal sealed class RequestWriter<TRequest>(string serviceId, Action<DefaultRequest, TRequest> write) : IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var http = new DefaultRequest(input, serviceId);
        write(http, (TRequest)input);
        return http;
    }
}
