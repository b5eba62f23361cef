using GoldenAmi.Aws;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Deciding;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
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
        var distributions = new Distributions(clients, time, report);
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
                if (await distributions.BeginAsync(order, step, ct) is { } image)
                {
                    if (!order.Wait)
                    {
                        return null;
                    }

                    phases.AddRange((await distributions.FollowAsync(order, image, step, ct)).Phases);
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
