using GoldenAmi.Builds.Resources;

namespace GoldenAmi.Applying;

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
