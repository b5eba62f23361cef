using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Processes;
using GoldenAmi.Recipes;
using GoldenAmi.References;

namespace GoldenAmi.Forges;

/// <summary>Moves all consumers of a recipe's image to a release: repository by repository and channel by channel, each by itself.</summary>
public sealed class Mover(ForgeAccess access, IProcessRunner processes, TimeProvider time)
{
    /// <summary>One group that is refused does not keep back the others.</summary>
    /// <param name="onEnd">Told of each group when it is done.</param>
    /// <exception cref="UserErrorException">Git is not there (GA0450).</exception>
    public async Task<IReadOnlyList<GroupMove>> MoveAsync(MoveOrder order, Action<GroupMove> onEnd, CancellationToken ct)
    {
        var moves = new List<GroupMove>();
        foreach (var group in ReferenceGroup.Of(order.Recipe.References).Where(group => order.Channels.Count == 0 || order.Channels.Contains(group.Channel)))
        {
            var move = new GroupMove(group, ReferenceGroup.BranchOf(order.Recipe.Name.Value, group.Channel), await MoveAsync(order, group, ct));
            moves.Add(move);
            onEnd(move);
        }

        return moves;
    }

    private async Task<ProposalEnd> MoveAsync(MoveOrder order, ReferenceGroup group, CancellationToken ct)
    {
        if (!group.IsSelf && access.Reach == MoveReach.Commit)
        {
            return new ProposalEnd.Waits("this run commits in its own clone only; another repository is moved with 'bump: pull-request' or 'bump: push'");
        }

        try
        {
            await using var place = group.IsSelf
                ? Workplace.OfSelf(access, order.Recipe.RepositoryRoot, processes, time)
                : await Workplace.OfOtherAsync(access, access.Servers.Read(group.Repository), group.Into, processes, time, ct);
            var bump = new BumpOrder(order.Recipe, order.Release, order.Lineage) { Group = group, Root = place.Root, History = order.History };
            return await new Proposer(place.Forge, place.Processes, time).ProposeAsync(
                new ProposalOrder(bump, Policy(order, group), order.Story) { RolledBackFrom = order.RolledBackFrom, KnowsClone = group.IsSelf && access.Reach == MoveReach.Commit }, ct);
        }
        catch (UserErrorException refusal) when (refusal.Diagnostics[0].Code is not ErrorCode.ProgramNotStarted)
        {
            return new ProposalEnd.Refused(refusal.Diagnostics);
        }
    }

    private static ProposalPolicy Policy(MoveOrder order, ReferenceGroup group)
    {
        var policy = group.Policy;
        return new ProposalPolicy
        {
            BaseBranch = group.Into,
            Draft = policy.Draft,
            Labels = policy.Labels,
            Reviewers = policy.Reviewers,
            TeamReviewers = policy.TeamReviewers,
            Assignees = policy.Assignees,
            AutoMerge = Enum.TryParse<MergeMethod>(policy.AutoMerge, ignoreCase: true, out var method) ? method : null,
            NotBefore = policy.Soak is { } soak && order.MadeAt is { } made ? made + soak : null,
            MostOpen = policy.Limit,
            ConventionalType = policy.CommitType,
            TitleTemplate = policy.Title,
            BodyTemplate = policy.Body,
        };
    }
}

/// <summary>A release that the consumers are to be moved to.</summary>
/// <param name="Lineage">Every AMI of the recipe, of any version.</param>
public sealed record MoveOrder(Recipe Recipe, Release Release, IReadOnlyList<LineageImage> Lineage)
{
    /// <summary>The only channels that are moved; empty: all, and the entries without one.</summary>
    public IReadOnlyList<string?> Channels { get; init; } = [];

    /// <summary>Looks deeper for ids that files name, or null.</summary>
    public LineageHistory? History { get; init; }

    /// <summary>ARN of the newer image that is taken back, or null.</summary>
    public string? RolledBackFrom { get; init; }

    /// <summary>What pull requests tell, given the ids that the files name now.</summary>
    public Func<IReadOnlyList<MovedId>, CancellationToken, Task<ReleaseStory>> Story { get; init; } = (_, _) => Task.FromResult(new ReleaseStory());

    /// <summary>When the release's image was made in the home region; null when that is not known. Soak time counts from here.</summary>
    public DateTimeOffset? MadeAt =>
        Release.Images.FirstOrDefault(image => image.Region == Recipe.Region.Value) is { } home && Lineage.FirstOrDefault(image => image.Region == home.Region && image.Id == home.Id) is { } made
            ? made.CreatedAt
            : null;
}

/// <summary>How the move of one group ended.</summary>
public sealed record GroupMove(ReferenceGroup Group, string Branch, ProposalEnd End);
