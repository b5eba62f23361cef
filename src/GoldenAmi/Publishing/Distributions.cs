using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Following;
using GoldenAmi.Builds.Images;
using GoldenAmi.Diagnostics;
using GoldenAmi.Reports;

namespace GoldenAmi.Publishing;

/// <summary>Starts, resumes and follows distributions of Image Builder.</summary>
internal sealed class Distributions(AwsClients clients, TimeProvider time, IReport report)
{
    /// <returns>Null when the service does not resume what failed: it is marked now, and the next plan starts anew.</returns>
    public async Task<ImageArn?> BeginAsync(PublishOrder order, DistributionStep step, CancellationToken ct)
    {
        var home = order.Resolved.Recipe.Region.Value;
        var starter = new ImageStarter(clients, report);
        switch (step)
        {
            case DistributionStep.Attach attach:
                report.Say(attach.Distribution.Arn.Value, "distribution is running, follow it");
                order.Work.Begin(attach.Distribution.Arn, isStartedHere: false);
                await starter.MarkAsync(attach.Distribution.Arn, home, new Dictionary<string, string> { [ImageTags.Attached] = order.Work.RunId }, ct);
                return attach.Distribution.Arn;
            case DistributionStep.Retry retry:
                order.Work.Begin(retry.Distribution.Arn, isStartedHere: true);
                if (await starter.TryResumeAsync(retry.Distribution.Arn, home, ct))
                {
                    return retry.Distribution.Arn;
                }

                order.Work.End();
                return null;
            case DistributionStep.Start start:
                var image = await StartAsync(order, start, ct);
                order.Work.Begin(image, isStartedHere: true);
                await starter.MarkAsync(image, home, order.RunTags, ct);
                return image;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<ImageArn> StartAsync(PublishOrder order, DistributionStep.Start start, CancellationToken ct)
    {
        var (recipe, home) = (order.Resolved.Recipe, order.Resolved.Recipe.Region.Value);
        var role = recipe.ExecutionRole?.Value ?? throw new UserErrorException(Ending.Usage, new Diagnostic(
            ErrorCode.ExecutionRoleMissing, $"'{recipe.ResourceName}' is to go to {string.Join(", ", start.Regions)} and the recipe names no 'executionRole', which Image Builder needs for that.",
            recipe.Distribution.Name.Place, "name the role that Image Builder distributes with: executionRole: golden-ami-execution."));
        var distribution = DistributionResource.Of(order.Resolved, order.Image.Version, start.Regions);
        var arn = await new DistributionConfigurations(clients, report).EnsureAsync(order.Resolved, distribution, ct);
        report.Say(recipe.ResourceName, $"is distributed to {string.Join(", ", start.Regions)}");
        var answer = await clients.ImageBuilder(home.Value).DistributeImageAsync(
            new DistributeImageRequest
            {
                SourceImage = order.Image.Arn.Value,
                DistributionConfigurationArn = arn,
                ExecutionRole = role,
                Tags = Tags(order, distribution),
                ClientToken = ClientToken.For("DistributeImage", $"{order.Image.Arn} {distribution.Digest} {role}", start.Attempt),
            },
            ct).ExplainAsync("imagebuilder:DistributeImage", home.Value);
        return ImageStarter.Read(answer.ImageBuildVersionArn, "imagebuilder:DistributeImage imageBuildVersionArn");
    }

    private static Dictionary<string, string> Tags(PublishOrder order, DistributionResource distribution)
    {
        var tags = new Dictionary<string, string>(ImageTags.Of(order.Resolved.Recipe), StringComparer.Ordinal)
        {
            [ImageTags.Fingerprint] = order.Resolved.Fingerprint.Value,
            [ImageTags.Distribution] = distribution.Digest,
            [ImageTags.Source] = order.Image.Arn.Value,
        };
        if (distribution.Regions.Any(region => !region.Share.IsNobody))
        {
            tags[ImageTags.Shared] = "true";
        }

        return tags;
    }

    /// <summary>Follows a distribution; one that fails is resumed once.</summary>
    public async Task<Followed> FollowAsync(PublishOrder order, ImageArn image, DistributionStep step, CancellationToken ct)
    {
        var (isRetried, starter, home) = (step is DistributionStep.Retry, new ImageStarter(clients, report), order.Resolved.Recipe.Region.Value);
        while (true)
        {
            var followed = await new Follower(clients, time, report)
                .FollowAsync(new FollowOrder(order.Resolved, image, isRetried, order.Deadline, build => order.Work.See(build.Tags)), ct);
            if (followed.Build.State == BuildState.Available)
            {
                order.Work.End();
                return followed;
            }

            if (isRetried && followed.Build.State == BuildState.Failed)
            {
                await starter.GiveUpAsync(image, home, ct);
            }

            if (isRetried || followed.Build.State != BuildState.Failed || followed.Build.WasRetried || !await starter.TryResumeAsync(image, home, ct))
            {
                order.Work.End();
                throw ReleaseCheck.Failed(order.Resolved, followed.Build);
            }

            isRetried = true;
        }
    }
}
