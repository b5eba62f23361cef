using GoldenAmi.Builds.Images;
using GoldenAmi.Publishing;

namespace GoldenAmi.Builds.Deciding;

/// <summary>Decides what a run is to do. Pure: the same facts give the same decision, and nothing is asked or written.</summary>
internal static class BuildDecider
{
    public static BuildDecision Decide(BuildFacts facts)
    {
        var builds = ImageBuild.InOrder(facts.Builds.Where(build => !build.IsDistribution)).ToList();
        var attempt = builds.Count(build => build.IsTerminal);
        if (builds.LastOrDefault(build => !build.IsTerminal) is { } running)
        {
            // Also when forced: a build that runs is as new as one that would be started now.
            return new BuildDecision.Attach(running, "a build of the same content is running");
        }

        if (facts.Force)
        {
            return new BuildDecision.Build(attempt, "a build was asked for although nothing may have changed");
        }

        if (builds.LastOrDefault(build => build.State == BuildState.Available) is not { } image)
        {
            return WithoutImage(facts, builds, attempt);
        }

        if (facts.Refresh is { } refresh && image.CreatedAt is { } made && facts.Now - made > refresh)
        {
            return new BuildDecision.Build(attempt, $"the image is of {made:yyyy-MM-dd} and is to be refreshed after {refresh.TotalDays:0.#} days");
        }

        if (facts.MustBeScanned && !image.Tags.ContainsKey(ImageTags.Scan))
        {
            return new BuildDecision.Build(attempt, "the image was built without the scan that the recipe's gates need");
        }

        return DistributionPlanner.Plan(facts, image) switch
        {
            DistributionStep.Complete complete => new BuildDecision.Reuse(image, complete.Images, "nothing that decides the image's content changed"),
            DistributionStep.SourceLost lost => new BuildDecision.Build(attempt, SourceLost(facts, lost)),
            DistributionStep.Attach attach => new BuildDecision.Publish(image, attach, "the image is built, its distribution is running"),
            DistributionStep.Retry retry => new BuildDecision.Publish(image, retry, "the image is built, its distribution failed"),
            DistributionStep.Start start => new BuildDecision.Publish(image, start, $"the image is built, but not in {string.Join(", ", start.Regions)}"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static string SourceLost(BuildFacts facts, DistributionStep.SourceLost lost) => lost.Id is { } id
        ? $"the image was built before, but its AMI {id} is no longer in {facts.Home}"
        : $"the image was built before, but names no AMI in {facts.Home}";

    private static BuildDecision WithoutImage(BuildFacts facts, List<ImageBuild> builds, int attempt) => builds.LastOrDefault() switch
    {
        null => new BuildDecision.Build(attempt, "no image of this content was built before"),
        { State: BuildState.Failed, WasRetried: false } failed when CanResume(facts.LastFailure) =>
            new BuildDecision.Resume(failed, attempt, $"build {failed.Arn.Build} failed after its image was made"),
        { State: BuildState.Failed } failed => new BuildDecision.Build(attempt, $"build {failed.Arn.Build} of this content failed"),
        { State: BuildState.Cancelled } cancelled => new BuildDecision.Build(attempt, $"build {cancelled.Arn.Build} of this content was cancelled"),
        var retired => new BuildDecision.Build(attempt, $"the image of this content is {retired.State.ToString().ToLowerInvariant()}"),
    };

    private static bool CanResume(FailedStage? stage) => stage is FailedStage.TestMachinery or FailedStage.Distribution;
}
