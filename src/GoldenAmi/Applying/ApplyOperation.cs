using GoldenAmi.Builds;
using GoldenAmi.Builds.Resources;
using GoldenAmi.Publishing;

namespace GoldenAmi.Applying;

/// <summary>What <c>apply</c> does with one resource.</summary>
/// <param name="Word">For the reader: <c>create</c>, <c>new version</c>, <c>reuse</c>, <c>nothing</c>, <c>update</c>, <c>drift</c> or <c>delete</c>.</param>
/// <param name="Resource">For example <c>image pipeline golden-ami-web</c>.</param>
internal abstract record ApplyOperation(string Word, string Resource, string Reason)
{
    /// <summary>Old and new values; empty when nothing changes or nothing was there before.</summary>
    public IReadOnlyList<ValueChange> Changes { get; init; } = [];

    /// <summary>It is as it is to be, or is left alone.</summary>
    internal sealed record Nothing(string Word, string Resource, string Reason) : ApplyOperation(Word, Resource, Reason);

    /// <summary>A component, image recipe or infrastructure configuration, as a build makes it.</summary>
    internal sealed record Make(ResourceOperation Operation, string Word) : ApplyOperation(Word, Operation.Resource, Operation.Reason);

    internal sealed record CreatePipelineRecipe(string Name, string Version, string Word, string Reason) : ApplyOperation(Word, $"image recipe {Name} {Version}", Reason);

    internal sealed record CreateDistribution(DistributionResource Wanted, string Name, string Reason) : ApplyOperation("create", $"distribution configuration {Name}", Reason);

    internal sealed record CreatePipeline(string Name, string Reason) : ApplyOperation("create", $"image pipeline {Name}", Reason);

    /// <summary>UpdateImagePipeline, which replaces everything.</summary>
    /// <param name="IsDrift">Somebody changed it by hand: the recipe's values are written back.</param>
    internal sealed record UpdatePipeline(ExistingPipeline There, bool IsDrift, string Reason) : ApplyOperation(IsDrift ? "drift" : "update", $"image pipeline {There.Name}", Reason);

    /// <summary>Nothing but the tags by which the next run tells whose change is whose.</summary>
    internal sealed record MarkPipeline(ExistingPipeline There, string Reason) : ApplyOperation("update", $"image pipeline {There.Name}", Reason);

    internal sealed record DeletePipeline(ExistingPipeline There, string Reason) : ApplyOperation("delete", $"image pipeline {There.Name}", Reason);
}

/// <summary>A pipeline as it is in AWS.</summary>
/// <param name="Values">What it is, as names and texts.</param>
/// <param name="Updated">When it was last changed, in the service's words, or null.</param>
internal sealed record ExistingPipeline(string Name, string Arn, IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Tags, string? Updated)
{
    /// <summary>Of its distribution configuration, or null.</summary>
    public string? DistributionName => Values.GetValueOrDefault("distribution") is { } tail ? tail[(tail.IndexOf('/', StringComparison.Ordinal) + 1)..] : null;

    /// <summary>The same as the service shows it.</summary>
    public Amazon.Imagebuilder.Model.ImagePipeline? Shown { get; init; }
}
