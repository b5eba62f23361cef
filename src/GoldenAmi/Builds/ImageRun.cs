using GoldenAmi.Aws;
using GoldenAmi.Builds.Deciding;
using GoldenAmi.Builds.Following;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Diagnostics;
using GoldenAmi.Publishing;
using GoldenAmi.Reports;

namespace GoldenAmi.Builds;

/// <summary>Carries out a decision up to the point where there is one tested image in the home region.</summary>
internal sealed class ImageRun(AwsClients clients, TimeProvider time, IReport report)
{
    /// <returns>Null when a build is under way that is not to be waited for.</returns>
    public async Task<TestedImage?> GoAsync(ImageRunOrder order, CancellationToken ct)
    {
        var home = order.Resolved.Recipe.Region.Value;
        var starter = new ImageStarter(clients, report);
        switch (order.Decision)
        {
            case BuildDecision.Reuse reuse:
                return new TestedImage(reuse.Image, Outcome.Reused, null);
            case BuildDecision.Publish publish:
                return new TestedImage(publish.Image, publish.Step is DistributionStep.Attach ? Outcome.Attached : Outcome.Reused, null);
            case BuildDecision.Attach attach:
                order.Work.Begin(attach.Image.Arn, isStartedHere: false);
                await starter.MarkAsync(attach.Image.Arn, home, new Dictionary<string, string> { [ImageTags.Attached] = order.Work.RunId }, ct);
                return await FollowAsync(order, attach.Image.Arn, isRetried: false, ct);
            case BuildDecision.Resume resume:
                order.Work.Begin(resume.Image.Arn, isStartedHere: true);
                if (await starter.TryResumeAsync(resume.Image.Arn, home, ct))
                {
                    return await FollowAsync(order, resume.Image.Arn, isRetried: true, ct);
                }

                order.Work.End();
                return await StartAsync(order, resume.Attempt, ct);
            case BuildDecision.Build build:
                return await StartAsync(order, build.Attempt, ct);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>What differs from run to run, the run itself among it.</summary>
    public static IReadOnlyDictionary<string, string> RunTags(BuildOptions options, RunningWork work) =>
        new SortedDictionary<string, string>(options.RunTags.ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal), StringComparer.Ordinal) { [ImageTags.Run] = work.RunId };

    private async Task<TestedImage?> StartAsync(ImageRunOrder order, int attempt, CancellationToken ct)
    {
        var image = await new ImageStarter(clients, report).CreateAsync(order.Resolved, order.ImageRecipe, attempt, ct);
        order.Work.Begin(image, isStartedHere: true);
        await ClaimAsync(order, image, ct);
        return await FollowAsync(order, image, isRetried: false, ct);
    }

    /// <summary>When two runs start a build at once they get the same one: who comes second finds the other's tag and follows.</summary>
    private async Task ClaimAsync(ImageRunOrder order, ImageArn image, CancellationToken ct)
    {
        var home = order.Resolved.Recipe.Region.Value;
        var starter = new ImageStarter(clients, report);
        var view = await new ImageReader(clients, home).GetAsync(image, ct);
        order.Work.See(view.Build.Tags);
        report.Say(image.Value, order.Work.IsOurs ? "build started" : "another run started this build, follow it");
        await starter.MarkAsync(
            image, home, order.Work.IsOurs ? RunTags(order.Options, order.Work) : new Dictionary<string, string> { [ImageTags.Attached] = order.Work.RunId }, ct);
    }

    private async Task<TestedImage?> FollowAsync(ImageRunOrder order, ImageArn image, bool isRetried, CancellationToken ct)
    {
        if (!order.Options.Wait)
        {
            return null;
        }

        var follow = new FollowOrder(order.Resolved, image, isRetried, order.Deadline, build => order.Work.See(build.Tags)) { OnSteps = order.Options.OnSteps };
        var followed = await new Follower(clients, time, report).FollowAsync(follow, ct);
        var outcome = order.Work.IsOurs ? Outcome.Built : Outcome.Attached;
        order.Work.End();
        if (isRetried && followed.Build.State == BuildState.Failed)
        {
            await new ImageStarter(clients, report).GiveUpAsync(image, order.Resolved.Recipe.Region.Value, ct);
        }

        return followed.Build.State switch
        {
            BuildState.Available => new TestedImage(followed.Build, outcome, followed),
            BuildState.Failed => throw FailureExplainer.Explain(
                order.Resolved, followed, await new FailureReader(clients, order.Resolved.Recipe.Region.Value).ReadAsync(followed.Build, ct)),
            var other => throw new UserErrorException(Ending.Refused, new Diagnostic(
                ErrorCode.BuildCancelled, $"The build {image} is {other.ToString().ToLowerInvariant()}: somebody else ended it.", null, "run again to build anew.")),
        };
    }
}

/// <summary>A decision and everything to carry it out with.</summary>
/// <param name="ImageRecipe">The image recipe of the fingerprint, or null when there is none yet.</param>
internal sealed record ImageRunOrder(ResolvedRecipe Resolved, ImageRecipeVersion? ImageRecipe, BuildDecision Decision, RunningWork Work, BuildOptions Options, DateTimeOffset Deadline);

/// <summary>An image that passed its tests.</summary>
/// <param name="Followed">What this run saw of its build, or null when it was there before.</param>
internal sealed record TestedImage(ImageBuild Build, Outcome Outcome, Followed? Followed);
