using Amazon.Imagebuilder.Model;
using GoldenAmi.Applying;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Comparing;
using GoldenAmi.Builds.Fingerprints;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Builds.Resources;
using GoldenAmi.Recipes;
using ComponentVersion = GoldenAmi.Builds.ComponentVersion;

namespace GoldenAmi.Adopting;

/// <summary>
/// Compares what a schedule built with what the recipe says. Pure. What floats (a parameter's AMI, a wildcard's version) is not compared but taken from the image: it is the image of its own inputs.
/// </summary>
internal static class ScheduledInputs
{
    /// <param name="today">The recipe as it resolves now.</param>
    /// <param name="workflows">Digest of a workflow's document → ARN of the version with that content.</param>
    /// <returns>Old is what the schedule has, new what the recipe says; none when the recipe's content is what was built.</returns>
    public static IReadOnlyList<ValueChange> Differences(ResolvedRecipe today, ScheduledContent there, IReadOnlyDictionary<string, string> workflows) =>
    [
        .. ContentComparison.Between(there.Named, Named(today, there.Named)),
        .. Workflows(today, there, workflows),
        .. there.RunsTests ? [] : new[] { new ValueChange("tests", "switched off", "run") },
    ];

    /// <summary>The recipe as it was resolved when the image was built, with the fingerprint of what is really in the image.</summary>
    /// <param name="image">Without differences, and with its parent known.</param>
    public static ResolvedRecipe AsBuilt(ResolvedRecipe today, ScheduledImage image)
    {
        var parent = today.Parent with { Id = image.Parent ?? throw new System.Diagnostics.UnreachableException() };
        IReadOnlyList<ResolvedComponent> components = [.. today.Components.Zip(image.Versions, AsBuilt)];
        var workflows = AsBuilt(today.Workflows, Own(today, image.Content));
        return today with { Parent = parent, Components = components, Workflows = workflows, Fingerprint = Fingerprint.Of(today.Recipe, parent, components, workflows) };
    }

    /// <summary>The recipe's content in the words of a pipeline's image recipe.</summary>
    private static ImageContent Named(ResolvedRecipe today, ImageContent there)
    {
        var content = ImageContent.Of(today with
        {
            Components = [.. today.Components.Select(component => component is ResolvedComponent.Existing existing
                ? existing with { Version = existing.Use.Version, Use = existing.Use with { Owner = existing.Use.Owner == today.Account.Id.Value ? "self" : existing.Use.Owner } }
                : component)],
        });

        // Nothing in Image Builder finds an AMI by its name: apply writes down the one that it found.
        return content with { Parent = today.Recipe.Parent is Parent.Find ? there.Parent : PipelineRecipe.ParentOf(today) };
    }

    private static ResolvedComponent AsBuilt(ResolvedComponent component, string version) => component is not ResolvedComponent.Existing existing ? component
        : existing with { Version = version, Arn = existing.Arn.Split('/') is [var kind, var name, ..] ? $"{kind}/{name}/{version}" : existing.Arn };

    private static IReadOnlyList<ResolvedWorkflow> AsBuilt(IReadOnlyList<ResolvedWorkflow> workflows, IReadOnlyList<WorkflowConfiguration> there) =>
    [
        .. workflows.Select((workflow, index) => workflow is ResolvedWorkflow.Existing existing && there.ElementAtOrDefault(index)?.WorkflowArn is { } arn
            && arn.Split('/') is [_, var type, var name, var version, ..]
            && string.Equals(type, existing.Named.Type.ToString(), StringComparison.OrdinalIgnoreCase) && name == existing.Named.Name && ComponentVersion.Find(version)?.Matches(existing.Named.Version) == true
            ? existing with { Version = version, Arn = arn }
            : workflow),
    ];

    private static IReadOnlyList<ValueChange> Workflows(ResolvedRecipe today, ScheduledContent there, IReadOnlyDictionary<string, string> arns)
    {
        var own = Own(today, there);
        var known = new Dictionary<string, string>(arns, StringComparer.Ordinal);
        foreach (var document in today.Workflows.OfType<ResolvedWorkflow.Document>())
        {
            known.TryAdd(document.Digest, $"workflow/{document.Written.File} {ContentComparison.Abridge(document.Digest)}");
        }

        var wanted = WorkflowResources.Configurations(today with { Workflows = AsBuilt(today.Workflows, own) }, known);
        return ValueChange.Between(PipelineValues.Workflows(own), PipelineValues.Workflows(wanted));
    }

    /// <summary>Without Image Builder's own of a kind of which the recipe names none.</summary>
    private static IReadOnlyList<WorkflowConfiguration> Own(ResolvedRecipe today, ScheduledContent there)
    {
        var kinds = today.Workflows.Select(workflow => workflow.Use.Type.ToString().ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        return [.. there.Workflows.Where(each => each.WorkflowArn?.Split(':', '/') is not [_, _, _, _, "aws", _, var kind, ..] || kinds.Contains(kind))];
    }
}
