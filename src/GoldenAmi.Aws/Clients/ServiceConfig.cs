using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace GoldenAmi.Aws.Clients;

/// <summary>How a generated client reaches its service. What is set here can be set on any client configuration of AWSSDK v4, but for <see cref="Time"/>.</summary>
public abstract class ServiceConfig : ClientConfig, IRetryTime
{
    private readonly ServiceFacts _facts;

    private protected ServiceConfig(ServiceFacts facts, IEnumerable<IDefaultConfiguration> modes)
        : base(new DefaultConfigurationProvider(modes))
    {
        _facts = facts;
        ServiceId = facts.ServiceId;
        AuthenticationServiceName = facts.SigningName;
        EndpointProvider = new ServiceEndpoints(facts.EndpointPrefix);
        UserAgent = InternalSDKUtils.BuildUserAgentString(facts.ServiceId, "4.0");
    }

    /// <summary>For a service.</summary>
    protected ServiceConfig(ServiceFacts facts)
        : this(facts, ConfigurationModes.All)
    {
    }

    /// <summary>The clock that delays before retries wait on.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => _facts.EndpointPrefix;

    /// <inheritdoc/>
    public override string ServiceVersion => _facts.ApiVersion;

    /// <inheritdoc/>
    public override string UserAgent { get; }

    /// <summary>The service's address in the configured region.</summary>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(EndpointParameterNames.Of(this));
}
