using Amazon.Runtime;
using Amazon.RuntimeDependencies;
using Amazon.SecurityToken;

namespace GoldenAmi.Aws.Credentials;

/// <summary>
/// Tells the SDK's default chain how an STS client is made. The SDK finds it by reflection otherwise, which a trimmed program answers, only at run time,
/// with "Assembly AWSSDK.SecurityToken could not be found" (roles by web identity and role chaining in profiles).
/// </summary>
internal static class WebIdentity
{
    private static readonly Lazy<bool> Registered = new(() =>
    {
        GlobalRuntimeDependencyRegistry.Instance.RegisterSecurityTokenServiceClient(context =>
            new AmazonSecurityTokenServiceClient(
                new AnonymousAWSCredentials(),
                new AmazonSecurityTokenServiceConfig
                {
                    RegionEndpoint = context.SecurityTokenServiceClientContextData?.Region,
                }));
        return true;
    });

    /// <summary>Once per process; further calls do nothing.</summary>
    public static void Register() => _ = Registered.Value;
}
