using System.Globalization;
using Amazon.Imagebuilder.Model;

namespace GoldenAmi.Builds.Resources;

/// <summary>What an infrastructure configuration holds, as names and texts: that of AWS and that which is wanted, in the same form.</summary>
internal static class InfrastructureValues
{
    public static IReadOnlyDictionary<string, string> Of(InfrastructureConfiguration there) => Of(new CreateInfrastructureConfigurationRequest
    {
        InstanceProfileName = there.InstanceProfileName,
        InstanceTypes = there.InstanceTypes,
        SubnetId = there.SubnetId,
        SecurityGroupIds = there.SecurityGroupIds,
        KeyPair = there.KeyPair,
        ResourceTags = there.ResourceTags,
        Logging = there.Logging,
        SnsTopicArn = there.SnsTopicArn,
        TerminateInstanceOnFailure = there.TerminateInstanceOnFailure,
        InstanceMetadataOptions = there.InstanceMetadataOptions,
        Placement = there.Placement,
    });

    public static IReadOnlyDictionary<string, string> Of(CreateInfrastructureConfigurationRequest wanted)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add("instanceProfile", wanted.InstanceProfileName);
        Add("instanceTypes", string.Join(", ", wanted.InstanceTypes ?? []));
        Add("subnet", wanted.SubnetId);
        Add("securityGroups", string.Join(", ", wanted.SecurityGroupIds ?? []));
        Add("keyPair", wanted.KeyPair);
        Add("logs", string.Join('/', new[] { wanted.Logging?.S3Logs?.S3BucketName, wanted.Logging?.S3Logs?.S3KeyPrefix }.OfType<string>()));
        Add("topic", wanted.SnsTopicArn);

        // The service's default is true.
        Add("keepOnFailure", wanted.TerminateInstanceOnFailure == false ? "true" : "false");
        Add("tokens", wanted.InstanceMetadataOptions?.HttpTokens);
        Add("hopLimit", wanted.InstanceMetadataOptions?.HttpPutResponseHopLimit?.ToString(CultureInfo.InvariantCulture));
        Add("placement", string.Join(' ', new[] { wanted.Placement?.AvailabilityZone, wanted.Placement?.Tenancy?.Value, wanted.Placement?.HostId, wanted.Placement?.HostResourceGroupArn }.OfType<string>()));
        foreach (var (tag, value) in wanted.ResourceTags ?? [])
        {
            values[$"tag {tag}"] = value;
        }

        return values;

        void Add(string name, string? value)
        {
            if (value is { Length: > 0 })
            {
                values[name] = value;
            }
        }
    }
}
