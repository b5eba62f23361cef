using GoldenAmi.Builds.Images;
using GoldenAmi.Publishing;

namespace GoldenAmi.Builds.Deciding;

/// <summary>What a run is to do, with the reason in words for the reader.</summary>
internal abstract record BuildDecision
{
    private BuildDecision(string reason) => Reason = reason;

    /// <summary>For example <c>nothing that decides the image's content changed</c>.</summary>
    public string Reason { get; }

    /// <summary>The image is in every region.</summary>
    /// <param name="Images">One per wanted region, sorted by region.</param>
    internal sealed record Reuse(ImageBuild Image, IReadOnlyList<RegionalAmi> Images, string Because) : BuildDecision(Because);

    /// <summary>Built and tested, but not in every region.</summary>
    internal sealed record Publish(ImageBuild Image, DistributionStep Step, string Because) : BuildDecision(Because);

    /// <summary>Another run's build of the same content goes on: follow it.</summary>
    internal sealed record Attach(ImageBuild Image, string Because) : BuildDecision(Because);

    /// <summary>A build failed after its image was made: go on from there.</summary>
    /// <param name="Attempt">Of the build that is started when the service does not go on from there.</param>
    internal sealed record Resume(ImageBuild Image, int Attempt, string Because) : BuildDecision(Because);

    /// <summary>Build.</summary>
    /// <param name="Attempt">How many builds of this content ended before: part of the idempotency token.</param>
    internal sealed record Build(int Attempt, string Because) : BuildDecision(Because);
}
