using Amazon.Imagebuilder.Model;
using GoldenAmi.Builds.Fingerprints;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Recipes;

namespace GoldenAmi.Builds.Resources;

/// <summary>The requests that create components and image recipes. The same wish is the same request, token and all.</summary>
internal static class ResourceRequests
{
    /// <param name="uri">Where the document was put; null: it stands in the request.</param>
    public static CreateComponentRequest Of(Recipe recipe, ResourceOperation.CreateComponent wanted, string? uri = null) => new()
    {
        Name = wanted.Name,
        SemanticVersion = wanted.Version.ToString(),
        Platform = ServicePlatform(recipe.Platform),

        // Lists of components show the description and not the tags.
        Description = $"{wanted.Document.File} {wanted.Digest}",
        ChangeDescription = wanted.Document.Options.ChangeDescription,
        SupportedOsVersions = wanted.Document.Options.SupportedOsVersions is { Count: > 0 } versions ? [.. versions] : null,
        KmsKeyId = wanted.Document.Options.KmsKey,
        Data = uri is null ? wanted.Document.Text : null,
        Uri = uri,

        // Variants share it, so it has no variant's tag.
        Tags = new(ImageTags.Of(recipe with { Variant = null }), StringComparer.Ordinal) { [ImageTags.Content] = wanted.Digest },
        ClientToken = ClientToken.For("CreateComponent", $"{wanted.Digest} {wanted.Document.File} {wanted.Name} {wanted.Version}", 0),
    };

    /// <param name="components">Digest of a document → ARN of its component version.</param>
    public static CreateImageRecipeRequest Of(ResolvedRecipe resolved, ResourceOperation.CreateImageRecipe wanted, IReadOnlyDictionary<string, string> components)
    {
        var recipe = resolved.Recipe;
        var uses = resolved.Components.Select(component => new ComponentConfiguration
        {
            ComponentArn = component switch
            {
                ResolvedComponent.Document document => components[document.Digest],
                ResolvedComponent.Existing existing => existing.Arn,
                _ => throw new System.Diagnostics.UnreachableException(),
            },
            Parameters = component.Parameters.Count == 0 ? null
                : [.. component.Parameters.Select(parameter => new Amazon.Imagebuilder.Model.ComponentParameter { Name = parameter.Name, Value = [parameter.Value] })],
        }).ToList();
        var tags = new Dictionary<string, string>(ImageTags.Of(recipe), StringComparer.Ordinal) { [ImageTags.Fingerprint] = resolved.Fingerprint.Value };
        var request = new CreateImageRecipeRequest
        {
            Name = wanted.Name,
            SemanticVersion = wanted.Version,
            Description = recipe.Description,
            ParentImage = resolved.Parent.Id.Value,
            Components = uses.Count == 0 ? null : uses,
            BlockDeviceMappings = recipe.Volumes.Count == 0 ? null : [.. recipe.Volumes.Select(Device)],
            WorkingDirectory = recipe.WorkingDirectory,
            AdditionalInstanceConfiguration = new AdditionalInstanceConfiguration
            {
                SystemsManagerAgent = new SystemsManagerAgent { UninstallAfterBuild = recipe.Agent == AgentFate.Remove },
                UserDataOverride = recipe.UserData?.Base64,
            },
            Tags = tags,
            AmiTags = tags,
        };

        // The fingerprint leaves the description out, and ARNs differ when a component was made under another name.
        var content = string.Join('\n', uses.Select(use => use.ComponentArn).Prepend(recipe.Description ?? "").Prepend(resolved.Fingerprint.Value));
        request.ClientToken = ClientToken.For("CreateImageRecipe", ContentDigest.OfText(content), 0);
        return request;
    }

    public static InstanceBlockDeviceMapping Device(Volume volume) => new()
    {
        DeviceName = volume.Device.Value,
        VirtualName = volume.VirtualName,

        // The model's form of a device that the image is not to have: an empty text.
        NoDevice = volume.NoDevice ? "" : null,
        Ebs = !volume.IsEbs ? null : new EbsInstanceBlockDeviceSpecification
        {
            VolumeSize = volume.SizeGib,
            VolumeType = volume.Type is { } type ? new Amazon.Imagebuilder.EbsVolumeType(type) : null,
            Iops = volume.Iops,
            Throughput = volume.Throughput,
            KmsKeyId = volume.KmsKey,
            Encrypted = volume.Encrypted ?? (volume.KmsKey is null ? null : true),
            SnapshotId = volume.Snapshot,
            DeleteOnTermination = volume.DeleteOnTermination,
        },
    };

    private static string ServicePlatform(Platform platform) => platform switch
    {
        Platform.Linux => "Linux",
        Platform.Windows => "Windows",
        Platform.MacOS => "macOS",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
