using GoldenAmi.Builds.Resolving;
using GoldenAmi.Recipes;

namespace GoldenAmi.Builds.Fingerprints;

/// <summary>The inputs of a <see cref="Fingerprint"/> one by one, for the reader who asks why nothing (or something) was built.</summary>
internal static class FingerprintInputs
{
    public static IReadOnlyList<FingerprintInput> Of(Recipe recipe, ResolvedParent parent, IReadOnlyList<ResolvedComponent> components, IReadOnlyList<ResolvedWorkflow> workflows)
    {
        List<FingerprintInput> inputs =
        [
            new("name", recipe.Name.Value),
            new("version", recipe.Version.Value.ToString()),
            new("platform", Fingerprint.Word(recipe.Platform)),
            new("parent", parent.Id.Value),
            new("agent", Fingerprint.Word(recipe.Agent)),
        ];
        if (recipe.Variant is { } variant)
        {
            inputs.Add(new("variant", variant));
        }

        if (recipe.WorkingDirectory is { } folder)
        {
            inputs.Add(new("working directory", folder));
        }

        if (recipe.UserData is { } data)
        {
            inputs.Add(new($"user data {data.File}", ContentDigest.OfText(data.Text)));
        }

        inputs.AddRange(recipe.Volumes.Select((volume, index) => new FingerprintInput($"volume {index + 1} {volume.Device.Value}", Describe(volume))));
        AddComponents(inputs, "component", components.Where(component => !component.IsTest));
        AddComponents(inputs, "test", components.Where(component => component.IsTest));
        foreach (var (index, workflow) in workflows.Index())
        {
            var subject = $"workflow {index + 1} {(workflow.Use is WorkflowUse.Document document ? document.File : workflow.Use.Type.ToString().ToLowerInvariant())}";
            inputs.Add(new(subject, Fingerprint.Describe(workflow)));
            inputs.AddRange(workflow.Use.With.Select(parameter => new FingerprintInput($"{subject} with {parameter.Name}", parameter.Value)));
        }

        return [.. inputs.OrderBy(input => input.Name, StringComparer.Ordinal)];
    }

    private static void AddComponents(List<FingerprintInput> inputs, string kind, IEnumerable<ResolvedComponent> components)
    {
        var position = 0;
        foreach (var component in components)
        {
            position++;
            // The position is part of the name: the same components in another order make another image.
            var (subject, value) = component switch
            {
                ResolvedComponent.Document document => (document.Use.File, document.Digest),
                ResolvedComponent.Existing existing => ($"{existing.Use.Owner}/{existing.Use.Name}", existing.Version),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            inputs.Add(new($"{kind} {position} {subject}", value));
            inputs.AddRange(component.Parameters.Select(parameter => new FingerprintInput($"{kind} {position} {subject} with {parameter.Name}", parameter.Value)));
        }
    }

    private static string Describe(Volume volume) =>
        string.Join(", ", new[]
        {
            volume.SizeGib is { } size ? $"{size} GiB" : null,
            volume.Type,
            volume.Iops is { } iops ? $"{iops} IOPS" : null,
            volume.Throughput is { } throughput ? $"{throughput} MiB/s" : null,
            volume.KmsKey,
            volume.Encrypted switch { null => null, true => "encrypted", false => "not encrypted" },
            volume.Snapshot,
            volume.VirtualName,
            volume.NoDevice ? "no device" : null,
            volume.DeleteOnTermination ? null : "kept after termination",
        }.Where(part => part is not null).DefaultIfEmpty("as the parent's"));
}
