using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace GoldenAmi.Aws.Clients;

/// <summary>The parameters that decide an address, under the names that AWS's endpoint rules give them.</summary>
internal static class EndpointParameterNames
{
    public const string Region = "Region";
    public const string UseFips = "UseFIPS";
    public const string UseDualStack = "UseDualStack";
    public const string Endpoint = "Endpoint";

    public static EndpointParameters Of(IClientConfig config)
    {
        var parameters = new EndpointParameters();
        parameters[Region] = config.RegionEndpoint?.SystemName ?? config.AuthenticationRegion;
        parameters[UseFips] = config.UseFIPSEndpoint;
        parameters[UseDualStack] = config.UseDualstackEndpoint;
        parameters[Endpoint] = config.ServiceURL;
        return parameters;
    }
}
