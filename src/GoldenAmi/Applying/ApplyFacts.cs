using GoldenAmi.Builds.Resources;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Applying;

/// <summary>What of it a role could see that may not read everything: for each part why it was not seen, none when it was.</summary>
/// <param name="Resources">Of components, workflows and the infrastructure configuration.</param>
/// <param name="Facts">With nothing in place of what was not seen.</param>
internal sealed record ApplySight(IReadOnlyList<Diagnostic> Pipeline, IReadOnlyList<Diagnostic> Resources, IReadOnlyList<Diagnostic> ImageRecipe, IReadOnlyList<Diagnostic> Distribution, ApplyFacts Facts)
{
    /// <summary>All denials, each once.</summary>
    public IReadOnlyList<Diagnostic> Denials => [.. Pipeline.Concat(Resources).Concat(ImageRecipe).Concat(Distribution).DistinctBy(denial => denial.Message)];
}

/// <summary>What is there of everything that <c>apply</c> is about. All of it comes from read-only calls.</summary>
internal sealed record ApplyFacts
{
    /// <summary>Components, the infrastructure configuration, and without a pipeline the image recipe of builds from CI.</summary>
    public required ExistingResources Resources { get; init; }

    /// <summary>The recipe's pipeline, or a pipeline of its name; null for none.</summary>
    public ExistingPipeline? Pipeline { get; init; }

    /// <summary>ARN of the pipeline's image recipe with the wanted content; null when there is none, or a component is lacking.</summary>
    public string? PipelineRecipeArn { get; init; }

    /// <summary>What the newest image recipe of the pipeline holds; null when there is none.</summary>
    public IReadOnlyDictionary<string, string>? LastPipelineRecipe { get; init; }

    /// <summary>The pipeline's distribution configuration; null without a pipeline.</summary>
    public FoundConfiguration? Distribution { get; init; }

    /// <summary>What the distribution configuration that the pipeline has now holds, when it is another than the wanted one; else null.</summary>
    public IReadOnlyDictionary<string, string>? LastDistribution { get; init; }
}
