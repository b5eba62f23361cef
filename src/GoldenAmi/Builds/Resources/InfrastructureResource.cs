using Amazon.Imagebuilder.Model;
using GoldenAmi.Builds.Fingerprints;
using GoldenAmi.Builds.Images;
using GoldenAmi.Recipes;

namespace GoldenAmi.Builds.Resources;

/// <summary>The infrastructure configuration that a recipe asks for.</summary>
/// <param name="Name">With its content's digest in it.</param>
internal sealed record InfrastructureResource(string Name, string Digest)
{
    public const string Kind = "infrastructure-configuration";

    public static InfrastructureResource Of(Recipe recipe)
    {
        var digest = DigestOf(recipe);
        return new InfrastructureResource(ResourceNames.Configuration(recipe, digest), digest);
    }

    public CreateInfrastructureConfigurationRequest ToRequest(Recipe recipe)
    {
        var wanted = recipe.Infrastructure;
        return new CreateInfrastructureConfigurationRequest
        {
            Name = Name,
            Description = $"Of {recipe.File}, made by Golden AMI; never changed in place",
            InstanceProfileName = wanted.InstanceProfile.Value,
            InstanceTypes = OrNull(wanted.InstanceTypes),
            SubnetId = wanted.Subnet,
            SecurityGroupIds = OrNull(wanted.SecurityGroups),
            KeyPair = wanted.KeyPair,
            ResourceTags = wanted.Tags.Count == 0 ? null : new(wanted.Tags, StringComparer.Ordinal),
            Logging = wanted.LogBucket is null ? null : new Logging { S3Logs = new S3Logs { S3BucketName = wanted.LogBucket, S3KeyPrefix = wanted.LogPrefix } },
            SnsTopicArn = wanted.Topic,
            TerminateInstanceOnFailure = !wanted.KeepOnFailure,
            InstanceMetadataOptions = new InstanceMetadataOptions { HttpTokens = wanted.TokensRequired ? "required" : "optional", HttpPutResponseHopLimit = wanted.HopLimit },
            Placement = wanted.Placement is not { } place ? null : new Amazon.Imagebuilder.Model.Placement
            {
                AvailabilityZone = place.AvailabilityZone,
                Tenancy = place.Tenancy is { } tenancy ? new Amazon.Imagebuilder.TenancyType(tenancy) : null,
                HostId = place.Host,
                HostResourceGroupArn = place.HostResourceGroup,
            },
            Tags = ImageTags.Of(recipe),
            ClientToken = ClientToken.For("CreateInfrastructureConfiguration", Name == ResourceNames.Configuration(recipe, Digest) ? Digest : Name, 0),
        };
    }

    private static List<string>? OrNull(IReadOnlyList<string> values) => values.Count == 0 ? null : [.. values];

    private static string DigestOf(Recipe recipe) => ContentDigest.OfJson(json =>
    {
        var wanted = recipe.Infrastructure;
        json.WriteStartObject();
        json.WriteString("recipe", recipe.ResourceName);
        json.WriteString("file", recipe.File);
        json.WriteString("instanceProfile", wanted.InstanceProfile.Value);
        WriteList("instanceTypes", wanted.InstanceTypes);
        json.WriteString("subnet", wanted.Subnet);
        WriteList("securityGroups", wanted.SecurityGroups);
        json.WriteString("keyPair", wanted.KeyPair);
        json.WriteStartObject("tags");
        foreach (var (name, value) in wanted.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteString("logBucket", wanted.LogBucket);
        json.WriteString("logPrefix", wanted.LogPrefix);
        json.WriteString("topic", wanted.Topic);
        json.WriteBoolean("keepOnFailure", wanted.KeepOnFailure);
        json.WriteBoolean("tokensRequired", wanted.TokensRequired);
        json.WriteNumber("hopLimit", wanted.HopLimit);
        if (wanted.Placement is { } place)
        {
            json.WriteStartArray("placement");
            foreach (var part in new[] { place.AvailabilityZone, place.Tenancy, place.Host, place.HostResourceGroup })
            {
                json.WriteStringValue(part);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();

        void WriteList(string name, IReadOnlyList<string> values)
        {
            json.WriteStartArray(name);
            foreach (var value in values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }
    });
}
