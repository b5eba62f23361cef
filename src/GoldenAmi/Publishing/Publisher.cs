using Amazon.Imagebuilder.Model;
using GoldenAmi.Aws;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Following;
using GoldenAmi.Diagnostics;
using GoldenAmi.Reports;

namespace GoldenAmi.Publishing;

/// <summary>Brings a tested image to every region and looks whether it is there: look, plan, do one step, look again.</summary>
internal sealed class Publisher(AwsClients clients, TimeProvider time, IReport report)
{
    /// <summary>Lists and tags can lag behind what was done: so many looks, <see cref="LagPause"/> apart, are given to them.</summary>
    private const int LagLooks = 12;

    private static readonly TimeSpan LagPause = TimeSpan.FromSeconds(5);

    /// <returns>Null when <see cref="PublishOrder.Wait"/> is false and a distribution is under way.</returns>
    public async Task<Published?> PublishAsync(PublishOrder order, CancellationToken ct)
    {
        var (facts, isDistributed, looks) = (order.Facts, false, 0);
        var phases = new List<PhaseTime>();
        while (true)
        {
            var step = DistributionPlanner.Plan(facts, facts.Builds.FirstOrDefault(build => build.Arn == order.Image.Arn) ?? order.Image);
            if (step is DistributionStep.Complete complete && ReleaseCheck.IsSettled(complete.Images))
            {
                ReleaseCheck.Verify(order.Resolved, complete.Images);
                if (await AreCopiesSettledAsync(order, complete.Copies, ct))
                {
                    await MakeUpTagsAsync(order, facts, ct);
                    return new Published(complete.Images, facts.Images, phases) { Copies = complete.Copies };
                }
            }

            if (step is DistributionStep.Attach or DistributionStep.Retry or DistributionStep.Start && !isDistributed)
            {
                if (await BeginAsync(order, step, ct) is { } image)
                {
                    if (!order.Wait)
                    {
                        return null;
                    }

                    phases.AddRange((await FollowAsync(order, image, step, ct)).Phases);
                    (isDistributed, looks) = (true, 0);
                }
                else
                {
                    looks++;
                    await PauseAsync(order, step, looks, ct);
                }
            }
            else
            {
                looks++;
                await PauseAsync(order, step, looks, ct);
            }

            facts = (await new FactsReader(clients, time).ReadAsync(order.Resolved, force: false, ct)).Facts;
        }
    }

    /// <summary>A run that died before it could say that it started an image leaves it without the run's tags: the run that brings the image home puts its own. No call when none is missing.</summary>
    private async Task MakeUpTagsAsync(PublishOrder order, BuildFacts facts, CancellationToken ct)
    {
        foreach (var image in facts.Builds.Where(build => build.State == BuildState.Available && !build.Tags.ContainsKey(ImageTags.Run)))
        {
            await new ImageStarter(clients, report).MarkAsync(image.Arn, order.Resolved.Recipe.Region.Value, order.RunTags, ct);
        }
    }

    /// <summary>Looks at the copies in other accounts that no run has looked at, and writes down that it was done: the next run need not.</summary>
    private async Task<bool> AreCopiesSettledAsync(PublishOrder order, IReadOnlyList<AccountCopy> copies, CancellationToken ct)
    {
        var unseen = copies.Where(copy => !copy.IsVerified).ToList();
        if (unseen.Count == 0)
        {
            return true;
        }

        if (!await new AccountCheck(clients, report).LookAsync(order.Resolved, unseen, ct))
        {
            return false;
        }

        var mark = new Dictionary<string, string>(StringComparer.Ordinal) { [ImageTags.Verified] = order.Resolved.Recipe.Distribution.Role is null ? "unseen" : "seen" };
        foreach (var distribution in unseen.Select(copy => copy.Distribution).Distinct())
        {
            await new ImageStarter(clients, report).MarkAsync(distribution, order.Resolved.Recipe.Region.Value, mark, ct);
        }

        return true;
    }

    private async Task PauseAsync(PublishOrder order, DistributionStep step, int looks, CancellationToken ct)
    {
        // A pending AMI is waited for as long as the run may last; what should be there and is not, a minute.
        if (step is not DistributionStep.Complete && looks > LagLooks)
        {
            throw ReleaseCheck.NotThere(order.Resolved, step);
        }

        if (time.GetUtcNow() >= order.Deadline)
        {
            throw new UserErrorException(Ending.Timeout, new Diagnostic(
                ErrorCode.BuildTimeout, $"The time of this run was up while the AMIs of '{order.Resolved.Recipe.ResourceName}' were pending.", null, "run the same command again, it goes on from there."));
        }

        await Task.Delay(LagPause, time, ct);
    }

    /// <returns>Null when the service does not resume what failed: it is marked now, and the next plan starts anew.</returns>
    private async Task<ImageArn?> BeginAsync(PublishOrder order, DistributionStep step, CancellationToken ct)
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
                return await TryResumeAsync(order, retry.Distribution.Arn, ct) ? retry.Distribution.Arn : null;
            case DistributionStep.Start start:
                var image = await StartAsync(order, start, ct);
                order.Work.Begin(image, isStartedHere: true);
                await starter.MarkAsync(image, home, order.RunTags, ct);
                return image;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<bool> TryResumeAsync(PublishOrder order, ImageArn distribution, CancellationToken ct)
    {
        try
        {
            await new ImageStarter(clients, report).RetryAsync(distribution, order.Resolved.Recipe.Region.Value, ct);
            return true;
        }
        catch (UserErrorException refusal) when (refusal.Diagnostics.All(problem => problem.Code == ErrorCode.AwsRefused))
        {
            order.Work.End();
            report.Say(distribution.Value, $"cannot be resumed: {refusal.Diagnostics[0].Message}");
            return false;
        }
    }

    private async Task<ImageArn> StartAsync(PublishOrder order, DistributionStep.Start start, CancellationToken ct)
    {
        var (recipe, home) = (order.Resolved.Recipe, order.Resolved.Recipe.Region.Value);
        var role = recipe.ExecutionRole?.Value ?? throw new UserErrorException(Ending.Usage, new Diagnostic(
            ErrorCode.ExecutionRoleMissing, $"'{recipe.ResourceName}' is to go to {string.Join(", ", start.Regions)} and the recipe names no 'executionRole', which Image Builder needs for that.",
            recipe.Distribution.Name.Place, "name the role that Image Builder distributes with: executionRole: golden-ami-execution."));
        var distribution = DistributionResource.Of(order.Resolved, order.Image.Arn.Version, start.Regions);
        var arn = await new DistributionConfigurations(clients, report).EnsureAsync(order.Resolved, distribution, ct);
        report.Say(recipe.ResourceName, $"is distributed to {string.Join(", ", start.Regions)}");
        var answer = await clients.ImageBuilder(home.Value).DistributeImageAsync(
            new DistributeImageRequest
            {
                SourceImage = order.Image.Arn.Value,
                DistributionConfigurationArn = arn,
                ExecutionRole = role,
                Tags = new(ImageTags.Of(recipe), StringComparer.Ordinal)
                {
                    [ImageTags.Fingerprint] = order.Resolved.Fingerprint.Value,
                    [ImageTags.Distribution] = distribution.Digest,
                    [ImageTags.Source] = order.Image.Arn.Value,
                },
                ClientToken = ClientToken.For("DistributeImage", $"{order.Image.Arn} {distribution.Digest} {role}", start.Attempt),
            },
            ct).ExplainAsync("imagebuilder:DistributeImage", home.Value);
        return ImageStarter.Read(answer.ImageBuildVersionArn, "imagebuilder:DistributeImage imageBuildVersionArn");
    }

    /// <summary>Follows a distribution; one that fails is resumed once.</summary>
    private async Task<Followed> FollowAsync(PublishOrder order, ImageArn image, DistributionStep step, CancellationToken ct)
    {
        var isRetried = step is DistributionStep.Retry;
        while (true)
        {
            var followed = await new Follower(clients, time, report)
                .FollowAsync(new FollowOrder(order.Resolved, image, isRetried, order.Deadline, build => order.Work.See(build.Tags)), ct);
            if (followed.Build.State == BuildState.Available)
            {
                order.Work.End();
                return followed;
            }

            if (followed.Build.State != BuildState.Failed || isRetried || followed.Build.WasRetried)
            {
                order.Work.End();
                throw ReleaseCheck.Failed(order.Resolved, followed.Build);
            }

            await new ImageStarter(clients, report).RetryAsync(image, order.Resolved.Recipe.Region.Value, ct);
            isRetried = true;
        }
    }
}

/// <summary>A tested image that is to be everywhere.</summary>
/// <param name="Facts">Read after the image was there.</param>
internal sealed record PublishOrder(ResolvedRecipe Resolved, ImageBuild Image, BuildFacts Facts, RunningWork Work)
{
    public required bool Wait { get; init; }

    public required DateTimeOffset Deadline { get; init; }

    public required IReadOnlyDictionary<string, string> RunTags { get; init; }
}

/// <summary>An image that is everywhere.</summary>
/// <param name="Images">One per region, sorted by region.</param>
/// <param name="All">Every AMI of the recipe in these regions.</param>
internal sealed record Published(IReadOnlyList<RegionalAmi> Images, IReadOnlyList<RegionalAmi> All, IReadOnlyList<PhaseTime> Phases)
{
    /// <summary>AMIs of other accounts.</summary>
    public IReadOnlyList<AccountCopy> Copies { get; init; } = [];
}
