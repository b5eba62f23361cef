using Amazon.Runtime;

namespace GoldenAmi.Aws;

/// <summary>How AWS is reached.</summary>
public sealed record AwsConnection
{
    /// <summary>Null: the SDK's default chain (environment, profiles, web identity, container, instance).</summary>
    public AWSCredentials? Credentials { get; init; }

    /// <summary>What HTTP requests go to instead of the network, for example LocalCloud; null: the network. Stays the caller's to dispose.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>One address for every service and region, for example <c>http://127.0.0.1:4566</c>; null: AWS's own of each region and partition.</summary>
    public Uri? EndpointUrl { get; init; }

    /// <summary>The clock that delays before retries wait on. Signatures carry the machine's own time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How often a call is tried in all, at least 1.</summary>
    public int MaxAttempts
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A call is tried at least once.");
    }
    = 5;
}
