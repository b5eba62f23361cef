using FsCheck;
using FsCheck.Fluent;
using GoldenAmi.Forges;

namespace GoldenAmi.Tests.Forges;

public sealed class ProposalPlannerSpecs
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(2_000);
    private static readonly ProposalPolicy Policy = new() { Labels = ["images"], Reviewers = ["octavia"], AutoMerge = MergeMethod.Merge };
    private static readonly Arbitrary<ForgeEvent[]> Events = Gen.ArrayOf(Gen.Elements(Enum.GetValues<ForgeEvent>())).ToArbitrary();

    /// <summary>Whatever happens in whatever order, at no moment are two pull requests of ours open.</summary>
    [Fact]
    public void Never_two_open_pull_requests() => Check(Events, events =>
    {
        var forge = new ForgeModel();
        return events.All(happened =>
        {
            forge.Happens(happened, Policy);
            return forge.Pulls.Count(pull => pull.State == PullRequestState.Open) <= 1;
        });
    });

    /// <summary>A commit of somebody else that is on our branch stays its tip until somebody else moves or merges the branch.</summary>
    [Fact]
    public void Never_a_foreign_commit_lost() => Check(Events, events =>
    {
        var forge = new ForgeModel();
        return events.All(happened =>
        {
            var before = forge.Foreign.Count > 0 ? forge.Tip : null;
            forge.Happens(happened, Policy);
            return happened is not (ForgeEvent.Run or ForgeEvent.KilledRun) || before is null || forge.Tip == before;
        });
    });

    /// <summary>A channel's run is about the channel's branch: whatever happens, no operation names another one.</summary>
    [Fact]
    public void No_other_branch_is_touched() => Check(Events, events =>
    {
        var forge = new ForgeModel();
        return events.All(happened =>
        {
            forge.Happens(happened, Policy);
            return forge.LastOperations.Select(BranchOf).All(branch => branch is null or ForgeModel.Branch);
        });
    });

    /// <summary>An open rollback stays as it is while runs find nothing newer than what was taken back.</summary>
    [Fact]
    public void An_open_rollback_is_not_taken_back() => Check(Events, events =>
    {
        var forge = After(events);
        forge.RollBack(Policy);
        var seen = forge.Seen;
        var isOpen = forge.Open is { } open && ProposalMark.Find(open.Body)?.RolledBackFrom is not null;
        forge.Happens(ForgeEvent.DifferenceVanishes, Policy);
        forge.Happens(ForgeEvent.Run, Policy);
        return !isOpen || forge.Seen == seen;
    });

    /// <summary>After a run, another one finds nothing to do.</summary>
    [Fact]
    public void A_second_run_is_a_no_op() => Check(Events, events =>
    {
        var forge = After(events);
        forge.Happens(ForgeEvent.Run, Policy);
        forge.Happens(ForgeEvent.Run, Policy);
        return forge.LastOperations.Count == 0;
    });

    /// <summary>A run that was killed after any of its operations leads to the same end as one that was not.</summary>
    [Fact]
    public void A_killed_run_is_continued() => Check(Events, events =>
    {
        var (whole, killed) = (After(events), After(events));
        whole.Happens(ForgeEvent.Run, Policy);
        for (var time = 0; time < 10; time++)
        {
            killed.Happens(ForgeEvent.KilledRun, Policy);
        }

        return whole.Seen == killed.Seen && whole.Pulls.Count == killed.Pulls.Count;
    });

    /// <summary>New images, moves of the base and runs may come in any order: once a run follows them, the reviewer sees the same.</summary>
    [Fact]
    public void The_order_of_events_does_not_matter()
    {
        var calm = Gen.ArrayOf(Gen.Elements(ForgeEvent.NewImage, ForgeEvent.BaseMoves, ForgeEvent.Run, ForgeEvent.KilledRun));
        var pairs = calm.SelectMany(events => Gen.Shuffle(events).Select(shuffled => (events, shuffled))).ToArbitrary();
        Check(pairs, pair =>
        {
            var (one, other) = (After([.. pair.events, ForgeEvent.Run]), After([.. pair.shuffled, ForgeEvent.Run]));
            return one.Open?.Title == other.Open?.Title && one.Tip?.Parents[0] == one.Base && other.Tip?.Parents[0] == other.Base && one.Pulls.Count == 1 && other.Pulls.Count == 1;
        });
    }

    /// <summary>Of two runs, one with an older image that comes late, the newer image wins whichever comes last.</summary>
    [Fact]
    public void A_late_run_with_an_older_image_changes_nothing() => Check(Events, events =>
    {
        var forge = After(events);
        var late = forge.Proposal;
        forge.Happens(ForgeEvent.NewImage, Policy);
        forge.Happens(ForgeEvent.Run, Policy);
        var seen = forge.Seen;
        if (late is not null && forge.Open is not null)
        {
            forge.Run(late, Policy, int.MaxValue);
        }

        return forge.Seen == seen;
    });

    /// <summary>Without people in the way there is, after a run, a pull request exactly when there is a difference.</summary>
    [Fact]
    public void A_difference_and_a_pull_request_go_together()
    {
        var calm = Gen.ArrayOf(Gen.Elements(ForgeEvent.NewImage, ForgeEvent.BaseMoves, ForgeEvent.Run, ForgeEvent.KilledRun, ForgeEvent.DifferenceVanishes, ForgeEvent.SomebodyMerges)).ToArbitrary();
        Check(calm, events =>
        {
            var forge = After([.. events, ForgeEvent.Run]);
            return (forge.Wanted is null) == (forge.Open is null) && (forge.Wanted is null) == (forge.Tip is null);
        });
    }

    private static string? BranchOf(ForgeOperation operation) => operation switch
    {
        ForgeOperation.SetBranch set => set.Proposal.Branch,
        ForgeOperation.DeleteBranch delete => delete.Branch,
        ForgeOperation.OpenPullRequest open => open.Proposal.Branch,
        _ => null,
    };

    private static ForgeModel After(IEnumerable<ForgeEvent> events)
    {
        var forge = new ForgeModel();
        foreach (var happened in events)
        {
            forge.Happens(happened, Policy);
        }

        return forge;
    }

    private static void Check<T>(Arbitrary<T> worlds, Func<T, bool> holds) => FsCheck.Fluent.Prop.ForAll(worlds, holds).Check(Config);
}
