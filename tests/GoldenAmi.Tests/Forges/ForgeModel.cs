using GoldenAmi.Forges;
using GoldenAmi.References;

namespace GoldenAmi.Tests.Forges;

/// <summary>What can happen to a repository between two runs.</summary>
internal enum ForgeEvent
{
    NewImage,
    BaseMoves,
    Run,
    SomebodyCommits,
    SomebodyCloses,
    SomebodyMerges,
    SomebodyDeletesTheBranch,
    DifferenceVanishes,
    KilledRun,
}

/// <summary>A forge without bytes: commits are facts, trees are words. The planner's operations are carried out on it as the real ones do.</summary>
internal sealed class ForgeModel
{
    private const string Branch = "golden-ami/web";
    private int _count;

    public string Base { get; private set; } = "base-0";

    /// <summary>The newest image's number; null when nothing names an older one.</summary>
    public int? Wanted { get; private set; } = 1;

    public ObservedTip? Tip { get; private set; }

    public List<ObservedPullRequest> Pulls { get; } = [];

    /// <summary>Commits of other people that are on our branch, and nowhere else.</summary>
    public HashSet<string> Foreign { get; } = [];

    public IReadOnlyList<ForgeOperation> LastOperations { get; private set; } = [];

    public ObservedPullRequest? Open => Pulls.Find(pull => pull.State == PullRequestState.Open);

    /// <summary>What a reviewer sees.</summary>
    public string Seen => $"{Open?.Title} {Open?.Into} {Tip?.Tree} on {string.Join(",", Tip?.Parents ?? [])}";

    public Proposal? Proposal => Wanted is not { } image ? null : new Proposal
    {
        Recipe = "web",
        Branch = Branch,
        Base = Base,
        Tree = $"tree-{image}-{Base}",
        CommitMessage = BumpTrailers.Append($"image {image}\n", "web", Base, $"tree-{image}-{Base}"),
        Files = [],
        Title = $"image {image}",
        Body = $"{Mark(image)}\nimage {image}",
        Mark = Mark(image),
    };

    public Observed Observed => new() { BaseBranch = "main", HasBase = true, Tip = Tip, PullRequests = [.. Pulls.OrderByDescending(pull => pull.Number)], OpenOfOurs = Open is null ? 0 : 1 };

    public void Happens(ForgeEvent what, ProposalPolicy policy)
    {
        switch (what)
        {
            case ForgeEvent.NewImage:
                Wanted = ++_image;
                break;
            case ForgeEvent.BaseMoves:
                Base = $"base-{++_count}";
                break;
            case ForgeEvent.DifferenceVanishes:
                Wanted = null;
                break;
            case ForgeEvent.Run:
                Run(Proposal, policy, int.MaxValue);
                break;
            case ForgeEvent.KilledRun:
                Run(Proposal, policy, 1);
                break;
            case ForgeEvent.SomebodyCommits when Tip is not null:
                Tip = new ObservedTip($"theirs-{++_count}", "their tree", [Tip.Id], "their work\n", 2);
                Foreign.Add(Tip.Id);
                break;
            case ForgeEvent.SomebodyCloses when Open is not null:
                Set(Open with { State = PullRequestState.Closed });
                break;
            case ForgeEvent.SomebodyMerges when Open is not null && Tip is not null:
                Set(Open with { State = PullRequestState.Merged });
                Foreign.Clear();
                Base = $"merge-{++_count}";
                Tip = Tip with { Ahead = 0 };
                Wanted = null;
                break;
            case ForgeEvent.SomebodyDeletesTheBranch when Tip is not null:
                Foreign.Clear();
                DropBranch();
                break;
            default:
                break;
        }
    }

    private int _image = 1;

    public void Run(Proposal? proposal, ProposalPolicy policy, int allowed)
    {
        var plan = ProposalPlanner.Plan(new ProposalWish("web", Branch, Mark(_image), proposal), Observed, policy, DateTimeOffset.UnixEpoch);
        LastOperations = plan.Operations;
        foreach (var operation in plan.Operations.Take(allowed))
        {
            CarryOut(operation);
        }
    }

    private void CarryOut(ForgeOperation operation)
    {
        switch (operation)
        {
            case ForgeOperation.SetBranch set:
                Assert.Equal(Tip?.Id, set.ExpectedTip);
                Tip = new ObservedTip($"ours-{++_count}", set.Proposal.Tree, [set.Proposal.Base], set.Proposal.CommitMessage, 1);
                break;
            case ForgeOperation.DeleteBranch delete:
                Assert.Equal(Tip?.Id, delete.ExpectedTip);
                DropBranch();
                break;
            case ForgeOperation.OpenPullRequest open:
                Assert.NotNull(Tip);
                Pulls.Add(new ObservedPullRequest { Number = Pulls.Count + 1, State = PullRequestState.Open, Title = open.Proposal.Title, Body = open.Proposal.Body, Url = "", Into = open.Into });
                break;
            case ForgeOperation.UpdatePullRequest update:
                Set(Pulls[update.Number - 1] with { Title = update.Title, Body = update.Body, Into = update.Into });
                break;
            case ForgeOperation.Withdraw withdraw:
                Set(Pulls[withdraw.Number - 1] with { State = PullRequestState.Closed, Body = withdraw.Body });
                break;
            case ForgeOperation.Label label:
                Set(Of(label.Number) with { Labels = [.. Of(label.Number).Labels, .. label.Labels] });
                break;
            case ForgeOperation.AskForReview ask:
                Set(Of(ask.Number) with { HasReviewers = true });
                break;
            case ForgeOperation.MergeByItself merge:
                Set(Of(merge.Number) with { AutoMerges = true });
                break;
            default:
                throw new Xunit.Sdk.XunitException($"unexpected {operation}");
        }
    }

    private ObservedPullRequest Of(int? number) => number is null ? Pulls[^1] : Pulls[number.Value - 1];

    private void DropBranch()
    {
        Tip = null;
        if (Open is not null)
        {
            Set(Open with { State = PullRequestState.Closed });
        }
    }

    private void Set(ObservedPullRequest pull) => Pulls[pull.Number - 1] = pull;

    private static ProposalMark Mark(int image) => ProposalMark.OfImage($"arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.4.{image}/1");
}
