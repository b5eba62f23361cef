using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.Ec2;

/// <summary>Changes of launch templates that both EC2's calls and distributions make.</summary>
internal static class LaunchTemplates
{
    /// <summary>The records with one version more of a template.</summary>
    /// <param name="data">The version's own members; those of its source are kept beside them.</param>
    /// <param name="source">The version that it begins with, or null for none.</param>
    public static (CloudRecords Records, LaunchTemplateVersionRecord Made) AddVersion(
        CloudRecords records, LaunchTemplateRecord template, JsonObject data, long? source, string? description, DateTimeOffset now)
    {
        var merged = template.Versions.FirstOrDefault(each => each.Number == source)?.Data.DeepClone().AsObject() ?? [];
        foreach (var (name, value) in data)
        {
            merged[name] = value?.DeepClone();
        }

        var made = new LaunchTemplateVersionRecord(template.Versions.Max(each => each.Number) + 1, merged, description, now);
        return (With(records, template with { Versions = [.. template.Versions, made] }), made);
    }

    public static CloudRecords With(CloudRecords records, LaunchTemplateRecord template) =>
        records with { LaunchTemplates = CloudRecords.Changed(records.LaunchTemplates, each => each.Id == template.Id && !ReferenceEquals(each, template), _ => template) };
}
