using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace GoldenAmi.LocalCloud.State;

/// <summary>The kinds of <see cref="ResourceRecord"/>, as ARNs name them.</summary>
internal static class ResourceKinds
{
    public const string Component = "component";
    public const string ImageRecipe = "image-recipe";
    public const string Infrastructure = "infrastructure-configuration";
    public const string Distribution = "distribution-configuration";
    public const string Pipeline = "image-pipeline";

    /// <summary>Of a workflow with its type: <c>workflow/test</c>.</summary>
    public const string Workflow = "workflow";
}

/// <summary>A component, image recipe, infrastructure or distribution configuration, or pipeline of Image Builder.</summary>
/// <param name="Kind">One of <see cref="ResourceKinds"/>.</param>
/// <param name="Arn">The full one: with the build number for a component.</param>
/// <param name="Version"><c>1.4.0</c>; null when the kind has none.</param>
/// <param name="Build">Of a component, from 1.</param>
/// <param name="Given">The members of its create request, without token, tags and version.</param>
internal sealed record ResourceRecord(
    string Kind, string Arn, string Account, string Region, string Name, string? Version, int? Build, JsonObject Given, DateTimeOffset Created)
{
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>When a configuration was last updated; null when never.</summary>
    public DateTimeOffset? Updated { get; init; }
}

/// <summary>The resource policy of a component, image or image recipe.</summary>
/// <param name="Policy">JSON, as it was given.</param>
internal sealed record PolicyRecord(string Arn, string Policy);

/// <summary>What a pipeline did; what it is stands in its <see cref="ResourceRecord"/>.</summary>
internal sealed record PipelineRecord(string Arn, string Account, string Region)
{
    /// <summary>When its schedule comes next; null when it has none or is disabled.</summary>
    public DateTimeOffset? NextRun { get; init; }

    public DateTimeOffset? LastRun { get; init; }

    /// <summary>As in the model's ImageStatus.</summary>
    public string? LastRunStatus { get; init; }

    /// <summary>Of scheduled runs.</summary>
    public int ConsecutiveFailures { get; init; }
}
