using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>The workflows that Amazon manages for AMIs. Their documents are ours; names, steps and actions are AWS's.</summary>
internal static class ManagedWorkflows
{
    /// <summary>A guess.</summary>
    public const string Version = "1.0.2";

    private static readonly DateTimeOffset Since = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, (string Type, string Description)> Known = new(StringComparer.Ordinal)
    {
        [WorkflowRecords.Build] = ("BUILD", "Workflow to build an AMI"),
        [WorkflowRecords.Test] = ("TEST", "Workflow to test an AMI"),
    };

    public static IEnumerable<ResourceRecord> All(string region) => Known.Select(each => Make(region, each.Key, each.Value.Type, each.Value.Description));

    private static ResourceRecord Make(string region, string name, string type, string description)
    {
        var kind = $"{ResourceKinds.Workflow}/{type.ToLowerInvariant()}";
        var given = new JsonObject { ["type"] = type, ["description"] = description, ["data"] = Document(name, description) };
        return new ResourceRecord(kind, Arns.Make(region, ManagedComponents.Owner, kind, name, Version, build: 1), ManagedComponents.Owner, region, name, Version, 1, given, Since);
    }

    private static string Document(string name, string description)
    {
        var steps = WorkflowRecords.Steps(name);
        var launch = steps[0].Name;
        return $"name: {name}\ndescription: {description}\nschemaVersion: 1.0\nsteps:\n" + string.Concat(steps.Select(step => $"  - name: {step.Name}\n    action: {step.Action}\n    inputs:\n"
            + (step.Action == "LaunchInstance" ? "      waitFor: ssmAgent\n" : $"      instanceId.$: $.stepOutputs.{launch}.instanceId\n")));
    }
}
