using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SecurityToken;

namespace GoldenAmi.Aws.Clients;

/// <summary>The package's STS client with our retries.</summary>
internal sealed class TokenServiceClient(AWSCredentials? credentials, TokenServiceConfig config) : AmazonSecurityTokenServiceClient(credentials, config)
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        Retries.Install(pipeline, Config);
    }
}

/// <summary>STS's configuration with our clock.</summary>
internal sealed class TokenServiceConfig : AmazonSecurityTokenServiceConfig, IRetryTime
{
    public TimeProvider Time { get; set; } = TimeProvider.System;
}
