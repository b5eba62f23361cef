using GoldenAmi.Action.Reports;
using GoldenAmi.Diagnostics;
using GoldenAmi.Graphs;
using GoldenAmi.Recipes;

namespace GoldenAmi.Action.Runs;

/// <summary>What the end of a parent's road means for a child of the same run.</summary>
internal static class ParentOfRun
{
    /// <summary>Why the child cannot be built in this run, in words; null when it can.</summary>
    /// <param name="parent">What came of the parent; null when it is none of this run's.</param>
    public static string? FindObstacle(GraphNode node, RunSummary? parent) => parent switch
    {
        null => null,
        { Ending: not (Ending.Done or Ending.Changes) } => $"skipped: its parent {parent.Image} did not come to an image",
        { Skipped: not null } => $"skipped: its parent {parent.Image} was skipped",
        { Detached: not null } => $"skipped: its parent {parent.Image} is still being built; the next run goes on from there",
        _ => null,
    };

    /// <summary>The child upon the AMI that the parent came to, so that no list of AWS has to show it already.</summary>
    /// <exception cref="UserErrorException">GA0182.</exception>
    public static GraphNode Resolve(GraphNode node, RunSummary? parent)
    {
        if (parent?.Build is not { } built)
        {
            return node;
        }

        var home = node.Recipe.Region.Value;
        var image = built.Release.Images.FirstOrDefault(each => each.Region == home) ?? throw new UserErrorException(Ending.Usage, new Diagnostic(
            ErrorCode.ParentNotInRegion, $"The parent '{parent.Image}' has no image in {home}, where '{node.Name}' is built; it is in {string.Join(", ", built.Release.Images.Select(each => each.Region).Distinct())}.",
            node.ParentPlace, $"add {home} to the distribution of {built.Recipe.File}."));
        return node with { Recipe = node.Recipe with { Parent = new Parent.Ami(image.Id, node.Recipe.Parent.Place) } };
    }
}
