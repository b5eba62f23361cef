using Amazon.Runtime;

namespace GoldenAmi.Aws.Clients;

/// <summary>
/// The SDK's default configuration modes (AWS_DEFAULTS_MODE). The timeouts are those that the SDKs and Tools Reference Guide, "Smart configuration
/// defaults", gives for each mode.
/// </summary>
internal static class ConfigurationModes
{
    public static IEnumerable<IDefaultConfiguration> All { get; } =
    [
        Mode(DefaultConfigurationMode.Standard, TimeSpan.FromMilliseconds(3100)),
        Mode(DefaultConfigurationMode.InRegion, TimeSpan.FromMilliseconds(1100)),
        Mode(DefaultConfigurationMode.CrossRegion, TimeSpan.FromMilliseconds(3100)),
        Mode(DefaultConfigurationMode.Mobile, TimeSpan.FromSeconds(30)),
    ];

    private static DefaultConfiguration Mode(DefaultConfigurationMode name, TimeSpan connect) =>
        new()
        {
            Name = name,
            RetryMode = RequestRetryMode.Standard,
            S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
            ConnectTimeout = connect,
            TlsNegotiationTimeout = connect,
        };
}
