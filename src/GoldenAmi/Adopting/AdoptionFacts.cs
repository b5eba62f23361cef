using GoldenAmi.Applying;
using GoldenAmi.Builds.Comparing;
using GoldenAmi.Builds.Images;
using GoldenAmi.Recipes;

namespace GoldenAmi.Adopting;

/// <summary>What is looked at before it is decided which image of a schedule is adopted. All of it comes from read-only calls.</summary>
/// <param name="Recipe">The recipe, or one of its variants; it has a pipeline.</param>
internal sealed record AdoptionFacts(Recipe Recipe)
{
    /// <summary>The recipe's pipeline, or null when <c>apply</c> has not made it yet.</summary>
    public ExistingPipeline? Pipeline { get; init; }

    /// <summary>The images that the pipeline built, in any order and any state.</summary>
    public IReadOnlyList<ImageBuild> Images { get; init; } = [];

    /// <summary>The newest image that is released, whoever built it; null when none is.</summary>
    public ReleasedBuild? Released { get; init; }
}
