using System.Text.Json;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Recipes;

namespace GoldenAmi.Builds.Fingerprints;

/// <summary>
/// What decides an image's content, as one digest and as the list of what went into it. Where the image goes (distribution)
/// and on what it is built (infrastructure) are not part of it: changing them changes no byte of the image.
/// </summary>
/// <param name="Value"><c>sha256:…</c>.</param>
/// <param name="Inputs">Sorted by name.</param>
internal sealed record Fingerprint(string Value, IReadOnlyList<FingerprintInput> Inputs)
{
    /// <summary>Raised when the same recipe is to give another image, because the program builds differently.</summary>
    private const int Format = 1;

    /// <param name="workflows">Null and none are the same.</param>
    public static Fingerprint Of(Recipe recipe, ResolvedParent parent, IReadOnlyList<ResolvedComponent> components, IReadOnlyList<ResolvedWorkflow>? workflows = null) =>
        new(ContentDigest.OfJson(json => Write(json, recipe, parent, components, workflows ?? [])), FingerprintInputs.Of(recipe, parent, components, workflows ?? []));

    private static void Write(Utf8JsonWriter json, Recipe recipe, ResolvedParent parent, IReadOnlyList<ResolvedComponent> components, IReadOnlyList<ResolvedWorkflow> workflows)
    {
        json.WriteStartObject();
        json.WriteNumber("format", Format);
        json.WriteString("name", recipe.Name.Value);
        WriteText(json, "variant", recipe.Variant);
        json.WriteString("version", recipe.Version.Value.ToString());
        json.WriteString("platform", Word(recipe.Platform));
        json.WriteString("parent", parent.Id.Value);
        WriteComponents(json, "components", components.Where(component => !component.IsTest));
        WriteComponents(json, "tests", components.Where(component => component.IsTest));
        json.WriteStartArray("volumes");
        foreach (var volume in recipe.Volumes)
        {
            WriteVolume(json, volume);
        }

        json.WriteEndArray();
        WriteText(json, "userData", recipe.UserData is { } data ? ContentDigest.OfText(data.Text) : null);
        WriteText(json, "workingDirectory", recipe.WorkingDirectory);
        json.WriteString("agent", Word(recipe.Agent));
        WriteWorkflows(json, workflows);
        json.WriteEndObject();
    }

    private static void WriteComponents(Utf8JsonWriter json, string name, IEnumerable<ResolvedComponent> components)
    {
        json.WriteStartArray(name);
        foreach (var component in components)
        {
            json.WriteStartObject();
            switch (component)
            {
                // The file's name is left out: a renamed file has the same content.
                case ResolvedComponent.Document document:
                    json.WriteString("document", document.Digest);
                    break;
                case ResolvedComponent.Existing existing:
                    json.WriteString("component", $"{existing.Use.Owner}/{existing.Use.Name}");
                    json.WriteString("version", existing.Version);
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }

            WriteParameters(json, component.Parameters);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteWorkflows(Utf8JsonWriter json, IReadOnlyList<ResolvedWorkflow> workflows)
    {
        if (workflows.Count == 0)
        {
            return;
        }

        json.WriteStartArray("workflows");
        foreach (var workflow in workflows)
        {
            json.WriteStartObject();
            json.WriteString("type", workflow.Use.Type.ToString());
            json.WriteString("workflow", Describe(workflow));
            WriteText(json, "parallelGroup", workflow.Use.ParallelGroup);
            json.WriteBoolean("continues", workflow.Use.ContinuesOnFailure);
            WriteParameters(json, workflow.Use.With);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The digest of a workflow's document, or which one of AWS it is.</summary>
    internal static string Describe(ResolvedWorkflow workflow) => workflow switch
    {
        ResolvedWorkflow.Document document => document.Digest,
        ResolvedWorkflow.Existing existing => $"{existing.Named.Owner}/{existing.Named.Name}@{existing.Version}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static void WriteParameters(Utf8JsonWriter json, IReadOnlyList<ComponentParameter> parameters)
    {
        json.WriteStartObject("parameters");
        foreach (var parameter in parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal))
        {
            json.WriteString(parameter.Name, parameter.Value);
        }

        json.WriteEndObject();
    }

    /// <summary>One volume as canonical JSON.</summary>
    internal static void WriteVolume(Utf8JsonWriter json, Volume volume)
    {
        json.WriteStartObject();
        json.WriteString("device", volume.Device.Value);
        WriteNumber(json, "sizeGib", volume.SizeGib);
        WriteText(json, "type", volume.Type);
        WriteNumber(json, "iops", volume.Iops);
        WriteNumber(json, "throughput", volume.Throughput);
        WriteText(json, "kmsKey", volume.KmsKey);
        WriteText(json, "encrypted", volume.Encrypted switch { null => null, true => "true", false => "false" });
        WriteText(json, "snapshot", volume.Snapshot);
        WriteText(json, "virtualName", volume.VirtualName);
        WriteText(json, "noDevice", volume.NoDevice ? "true" : null);
        WriteText(json, "deleteOnTermination", volume.DeleteOnTermination ? null : "false");
        json.WriteEndObject();
    }

    /// <summary>The word that stands for an enumeration's value in digests and on the wire; renaming a C# name must not move a fingerprint.</summary>
    internal static string Word(Platform platform) => platform switch
    {
        Platform.Linux => "linux",
        Platform.Windows => "windows",
        Platform.MacOS => "macos",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    internal static string Word(AgentFate agent) => agent == AgentFate.Keep ? "keep" : "remove";

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
