using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace GoldenAmi.Aws.Clients;

/// <summary>A generated client: AWSSDK.Core's pipeline with our addresses, Signature Version 4 and our retries.</summary>
public abstract class ServiceClient : AmazonServiceClient
{
    /// <param name="credentials">Null means the SDK's default chain.</param>
    protected ServiceClient(AWSCredentials? credentials, ServiceConfig config)
        : base(credentials, config)
    {
    }

    // The base constructor asks before ours has run: all that is asked for comes from Config, which it sets first.
    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => new Metadata(Config.ServiceId);

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new AddressHandler());
        pipeline.AddHandlerAfter<AddressHandler>(new SignatureHandler());
        Retries.Install(pipeline, Config);
    }

    private sealed class Metadata(string serviceId) : IServiceMetadata
    {
        public string ServiceId => serviceId;

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }

    private sealed class AddressHandler : BaseEndpointResolver
    {
        protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
            EndpointParameterNames.Of(requestContext.ClientConfig);
    }

    private sealed class SignatureHandler : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
    }
}
