using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace GoldenAmi.Aws.Clients;

/// <summary>
/// Addresses of a service: <c>https://{prefix}[-fips].{region}.{suffix}</c> by partition. Source: the endpoint rule sets that AWS publishes with its API
/// models. In us-gov the FIPS address of every service used here is the plain one.
/// </summary>
internal sealed class ServiceEndpoints(string prefix) : IEndpointProvider
{
    // Dual-stack names have their own suffix; partitions that have none are not listed.
    private static readonly Dictionary<string, string> DualStackSuffixes = new()
    {
        ["aws"] = "api.aws",
        ["aws-us-gov"] = "api.aws",
        ["aws-cn"] = "api.amazonwebservices.com.cn",
    };

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var fips = parameters[EndpointParameterNames.UseFips] is true;
        var dualStack = parameters[EndpointParameterNames.UseDualStack] is true;
        if (parameters[EndpointParameterNames.Endpoint] is string { Length: > 0 } url)
        {
            return fips || dualStack
                ? throw new AmazonClientException("Invalid Configuration: FIPS or dual-stack and a custom endpoint are not supported together.")
                : new Endpoint(url);
        }

        return parameters[EndpointParameterNames.Region] is string { Length: > 0 } region
            ? new Endpoint(Address(RegionEndpoint.GetBySystemName(region), fips, dualStack))
            : throw new AmazonClientException("Invalid Configuration: Missing Region.");
    }

    private string Address(RegionEndpoint region, bool fips, bool dualStack)
    {
        var suffix = !dualStack ? region.PartitionDnsSuffix
            : DualStackSuffixes.TryGetValue(region.PartitionName, out var own) ? own
            : throw new AmazonClientException($"Invalid Configuration: the partition {region.PartitionName} has no dual-stack endpoints.");
        var word = fips && region.PartitionName != "aws-us-gov" ? "-fips" : "";
        return $"https://{prefix}{word}.{region.SystemName}.{suffix}";
    }
}
