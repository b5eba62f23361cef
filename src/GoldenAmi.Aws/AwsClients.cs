using System.Collections.Concurrent;
using Amazon;
using Amazon.CloudWatchLogs;
using Amazon.EC2;
using Amazon.Imagebuilder;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.SimpleSystemsManagement;
using GoldenAmi.Aws.Clients;
using GoldenAmi.Aws.Credentials;
using GoldenAmi.Aws.Sharing;

namespace GoldenAmi.Aws;

/// <summary>The clients of one connection, one per service and region, made on first use.</summary>
public sealed class AwsClients : IDisposable
{
    private readonly ConcurrentDictionary<(string Service, string Region), Lazy<AmazonServiceClient>> _clients = new();
    private readonly AwsConnection _connection;
    private readonly GivenHandler? _handler;

    public AwsClients(AwsConnection connection)
    {
        WebIdentity.Register();
        _connection = connection;
        _handler = connection.Handler is null ? null : new GivenHandler(connection.Handler);
    }

    /// <summary>What several recipes ask in common.</summary>
    public SharedReads Shared { get; } = new();

    /// <param name="region">For example <c>eu-west-1</c>.</param>
    public IAmazonImagebuilder ImageBuilder(string region) =>
        Get("imagebuilder", region, () => new AmazonImagebuilderClient(_connection.Credentials, Configure(new AmazonImagebuilderConfig(), region)));

    /// <param name="region">For example <c>eu-west-1</c>.</param>
    public IAmazonEC2 Ec2(string region) =>
        Get("ec2", region, () => new AmazonEC2Client(_connection.Credentials, Configure(new AmazonEC2Config(), region)));

    /// <param name="region">For example <c>eu-west-1</c>.</param>
    public IAmazonSimpleSystemsManagement Ssm(string region) =>
        Get("ssm", region, () => new AmazonSimpleSystemsManagementClient(_connection.Credentials, Configure(new AmazonSimpleSystemsManagementConfig(), region)));

    /// <param name="region">For example <c>eu-west-1</c>.</param>
    public IAmazonCloudWatchLogs Logs(string region) =>
        Get("logs", region, () => new AmazonCloudWatchLogsClient(_connection.Credentials, Configure(new AmazonCloudWatchLogsConfig(), region)));

    /// <param name="region">The buckets' region, for example <c>eu-west-1</c>.</param>
    public IAmazonS3 S3(string region) => Get("s3", region, () => new AmazonS3Client(_connection.Credentials, Configure(
        new AmazonS3Config
        {
            // LocalCloud, and any single address, has no host for each bucket. Checksums are given where they matter.
            ForcePathStyle = _connection.EndpointUrl is not null || _connection.Handler is not null,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        },
        region)));

    /// <param name="region">For example <c>eu-west-1</c>: STS has an address in each.</param>
    public IAmazonSecurityTokenService Sts(string region) =>
        Get("sts", region, () => new TokenServiceClient(_connection.Credentials, Configure(new TokenServiceConfig { Time = _connection.Time }, region)));

    /// <summary>Clients of a role that these credentials may assume, for an hour; the caller disposes them.</summary>
    /// <exception cref="GoldenAmi.Diagnostics.UserErrorException">The role is not given.</exception>
    public async Task<AwsClients> AssumeAsync(string role, string region, CancellationToken ct)
    {
        var answer = await Sts(region).AssumeRoleAsync(new AssumeRoleRequest { RoleArn = role, RoleSessionName = "golden-ami" }, ct).ExplainAsync("sts:AssumeRole", region);
        var given = answer.Credentials;
        return new AwsClients(_connection with { Credentials = new SessionAWSCredentials(given.AccessKeyId, given.SecretAccessKey, given.SessionToken) });
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(each => each.IsValueCreated))
        {
            client.Value.Dispose();
        }

        _handler?.Dispose();
    }

    private T Get<T>(string service, string region, Func<T> make)
        where T : AmazonServiceClient =>
        (T)_clients.GetOrAdd((service, region), _ => new Lazy<AmazonServiceClient>(make)).Value;

    private T Configure<T>(T config, string region)
        where T : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);

        // An address of one's own has no region in it, also one of AWS_ENDPOINT_URL, which the SDK reads by itself: the signature would name us-east-1.
        config.AuthenticationRegion = region;
        config.MaxErrorRetry = _connection.MaxAttempts - 1;
        config.ThrottleRetries = false;
        if (_connection.EndpointUrl is { } url)
        {
            config.ServiceURL = url.AbsoluteUri;
        }

        if (_handler is not null)
        {
            config.HttpClientFactory = _handler;
        }

        if (config is ServiceConfig own)
        {
            own.Time = _connection.Time;
        }

        return config;
    }
}
