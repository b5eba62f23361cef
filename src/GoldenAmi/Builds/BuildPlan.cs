using GoldenAmi.Builds.Resolving;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Builds;

/// <summary>What a build would do now.</summary>
/// <param name="Changed">Whether it would do anything.</param>
/// <param name="Decision">Why, in words.</param>
/// <param name="Operations">In the order in which they would be done.</param>
/// <param name="Inputs">What was compared, sorted by name.</param>
public sealed record BuildPlan(bool Changed, string Decision, IReadOnlyList<PlannedOperation> Operations, IReadOnlyList<FingerprintInput> Inputs)
{
    /// <summary>Whether a new image would be built: what is built upon it would be too.</summary>
    public bool NewImage { get; init; }

    /// <summary>Which inputs are others than the newest released image's; none when nothing was released, or nothing is to be built.</summary>
    public IReadOnlyList<ValueChange> InputChanges { get; init; } = [];

    /// <summary>What <c>apply</c> would do beside: it makes no build, and a build does none of it. Null when the recipe has no pipeline.</summary>
    public BuildPlan? Apply { get; init; }

    /// <summary>The recipe as it was resolved for this plan; null when it could not be.</summary>
    internal ResolvedRecipe? Resolved { get; init; }

    /// <summary>What this plan found of the resources; null when it did not look, or might not.</summary>
    internal Resources.ExistingResources? Resources { get; init; }

    /// <summary>Reads that were denied: what they would have shown is in no row, or in one that says <c>not seen</c>.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; init; } = [];
}

/// <summary>One operation of a plan.</summary>
/// <param name="Operation">For a resource <c>create</c>, <c>new version</c>, <c>reuse</c>, <c>drift</c>; for an image <c>create</c>, <c>keep</c>, <c>follow</c>, <c>resume</c>, <c>judge</c>, <c>copy</c> or <c>share</c>; <c>not seen</c> for either; of what <c>apply</c> would do also <c>nothing</c>, <c>update</c>, <c>delete</c> and <c>refused</c>.</param>
/// <param name="Resource">For example <c>component web-components-nginx 1.0.3</c>.</param>
public sealed record PlannedOperation(string Operation, string Resource, string Reason)
{
    /// <summary>Which values would be others, sorted by name; empty when nothing changes or nothing was there before.</summary>
    public IReadOnlyList<ValueChange> Changes { get; init; } = [];
}

/// <summary>What is to be planned.</summary>
/// <param name="Force">Build although an image of the same content is there.</param>
public sealed record PlanWish(bool Force)
{
    /// <summary>Name of the parent that the same run would build anew before; null when the parent is there.</summary>
    public string? NewParent { get; init; }
}
