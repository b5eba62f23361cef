using System.Globalization;
using Amazon.Imagebuilder.Model;
using GoldenAmi.Builds.Fingerprints;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Recipes;

namespace GoldenAmi.Builds.Resources;

/// <summary>
/// What an image recipe holds, as names and texts: that of AWS and that which is wanted, in the same form, so that a plan can say what differs.
/// Components are told by name and version, <c>update-linux 1.0.2 Port=8080</c>.
/// </summary>
internal static class RecipeValues
{
    public static IReadOnlyDictionary<string, string> Of(ImageRecipe recipe)
    {
        var agent = recipe.AdditionalInstanceConfiguration?.SystemsManagerAgent?.UninstallAfterBuild == true;
        var values = Start(recipe.ParentImage, recipe.Description, recipe.WorkingDirectory, agent);
        AddUserData(values, recipe.AdditionalInstanceConfiguration?.UserDataOverride);
        AddComponents(values, (recipe.Components ?? []).Select(use =>
            Component(NameOf(use.ComponentArn ?? ""), (use.Parameters ?? []).Select(each => (each.Name ?? "", string.Join(",", each.Value ?? []))))));
        foreach (var device in recipe.BlockDeviceMappings ?? [])
        {
            values[$"volume {device.DeviceName}"] = Volume(device);
        }

        return values;
    }

    /// <param name="created">Digest of a document → name and version of the component that will hold it.</param>
    /// <param name="existing">Digest of a document → ARN of the component that holds it.</param>
    public static IReadOnlyDictionary<string, string> Of(ResolvedRecipe resolved, IReadOnlyDictionary<string, string> created, IReadOnlyDictionary<string, string> existing)
    {
        var recipe = resolved.Recipe;
        var values = Start(resolved.Parent.Id.Value, recipe.Description, recipe.WorkingDirectory, recipe.Agent == AgentFate.Remove);
        AddUserData(values, recipe.UserData?.Base64);
        AddComponents(values, resolved.Components.Select(component => Component(
            component switch
            {
                ResolvedComponent.Existing there => NameOf(there.Arn),
                ResolvedComponent.Document document => created.GetValueOrDefault(document.Digest) ?? NameOf(existing.GetValueOrDefault(document.Digest) ?? ""),
                _ => throw new System.Diagnostics.UnreachableException(),
            },
            component.Parameters.Select(parameter => (parameter.Name, parameter.Value)))));
        foreach (var volume in recipe.Volumes)
        {
            values[$"volume {volume.Device.Value}"] = Volume(ResourceRequests.Device(volume));
        }

        return values;
    }

    private static SortedDictionary<string, string> Start(string? parent, string? description, string? folder, bool removesAgent)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["parent"] = parent ?? "", ["agent"] = removesAgent ? "remove" : "keep" };
        if (description is { Length: > 0 })
        {
            values["description"] = description;
        }

        if (folder is { Length: > 0 })
        {
            values["workingDirectory"] = folder;
        }

        return values;
    }

    private static void AddUserData(SortedDictionary<string, string> values, string? base64)
    {
        if (base64 is { Length: > 0 })
        {
            values["userData"] = ContentDigest.Short(ContentDigest.OfText(base64));
        }
    }

    private static void AddComponents(SortedDictionary<string, string> values, IEnumerable<string> components)
    {
        foreach (var (index, component) in components.Index())
        {
            values[string.Create(CultureInfo.InvariantCulture, $"component {index + 1:00}")] = component;
        }
    }

    private static string Component(string name, IEnumerable<(string Name, string Value)> parameters) =>
        string.Join(' ', parameters.Select(parameter => $"{parameter.Name}={parameter.Value}").Prepend(name));

    internal static string Volume(InstanceBlockDeviceMapping device) => string.Join(' ', new[]
    {
        device.Ebs?.VolumeSize is { } gib ? string.Create(CultureInfo.InvariantCulture, $"{gib} GiB") : null,
        device.Ebs?.VolumeType?.Value,
        device.Ebs?.Iops is { } operations ? string.Create(CultureInfo.InvariantCulture, $"{operations} IOPS") : null,
        device.Ebs?.Throughput is { } speed ? string.Create(CultureInfo.InvariantCulture, $"{speed} MiB/s") : null,
        device.Ebs?.KmsKeyId ?? device.Ebs?.Encrypted switch { true => "encrypted", false => "not encrypted", null => null },
        device.Ebs?.SnapshotId,
        device.Ebs?.DeleteOnTermination == false ? "kept after termination" : null,
        device.VirtualName,
        device.NoDevice is null ? null : "no device",
    }.OfType<string>());

    /// <summary><c>web-components-page 1.0.0</c> of an ARN; the build number says nothing to the reader.</summary>
    private static string NameOf(string arn) => arn.Split('/') is [_, var name, var version, ..] ? $"{name} {version}" : arn;
}
