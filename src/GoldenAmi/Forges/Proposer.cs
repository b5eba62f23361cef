using GoldenAmi.Diagnostics;
using GoldenAmi.Processes;
using GoldenAmi.References;

namespace GoldenAmi.Forges;

/// <summary>Proposes the move of a repository's references as a pull request, or takes the proposal back when nothing is left to move.</summary>
public sealed class Proposer(IForge forge, IProcessRunner processes, TimeProvider time)
{
    // Each attempt fails only when somebody else changed something between looking and doing.
    private const int MostAttempts = 5;

    public async Task<ProposalEnd> ProposeAsync(ProposalOrder order, CancellationToken ct)
    {
        try
        {
            var (head, plan, warnings) = await ReferenceReading.ReadAsync(new Git(processes, order.Bump.Recipe.RepositoryRoot), order.Bump, ct);
            if (plan.Refusals.Count > 0)
            {
                return new ProposalEnd.Refused(plan.Refusals) { Warnings = warnings };
            }

            var proposal = plan.Edits.Count == 0 ? null : await MakeAsync(order, head, plan.Edits, ct);
            var end = await CarryOutAsync(order, head.Commit, proposal, ct);
            return end with { Warnings = [.. warnings, .. end.Warnings] };
        }
        catch (UserErrorException refusal) when (refusal.Diagnostics[0].Code is not ErrorCode.ProgramNotStarted)
        {
            return new ProposalEnd.Refused(refusal.Diagnostics);
        }
    }

    private async Task<Proposal> MakeAsync(ProposalOrder order, Head head, IReadOnlyList<FileEdit> edits, CancellationToken ct)
    {
        var tree = await EditedTree.MakeAsync(new Git(processes, order.Bump.Recipe.RepositoryRoot), head.Commit, edits, ct);
        return ProposalText.Write(order, head.Commit, tree, edits, forge.MostBodyCharacters);
    }

    private async Task<ProposalEnd> CarryOutAsync(ProposalOrder order, string commit, Proposal? proposal, CancellationToken ct)
    {
        var warnings = new List<Diagnostic>();
        var (number, url, did, why) = ((int?)null, (string?)null, false, "");
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (attempt > 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt - 1)), time, ct);
            }

            var seen = await forge.ObserveAsync(order.Bump.Branch, order.Policy.BaseBranch, commit, ct);
            var plan = ProposalPlanner.Plan(order.Bump.Recipe.Name.Value, order.Bump.Branch, proposal, seen, order.Policy, time.GetUtcNow());
            warnings.AddRange(plan.Warnings);
            if (plan.Refusal is not null)
            {
                return new ProposalEnd.Refused([plan.Refusal]) { Warnings = warnings };
            }

            if (plan.Waits is not null)
            {
                return new ProposalEnd.Waits(plan.Waits) { Warnings = warnings };
            }

            var open = seen.PullRequests.Where(request => request.State == PullRequestState.Open).MinBy(request => request.Number);
            (number, url, why) = (open?.Number, open?.Url, "");
            foreach (var operation in plan.Operations)
            {
                var end = await forge.CarryOutAsync(Named(operation, number), ct);
                if (end is OperationEnd.Moved moved)
                {
                    why = moved.Why;
                    break;
                }

                did = true;
                var done = (OperationEnd.Done)end;
                warnings.AddRange(done.Warnings);
                (number, url) = done.PullRequest is { } opened ? (opened.Number, opened.Url) : (number, url);
            }

            if (why.Length == 0)
            {
                return End(proposal, did, number, url) with { Warnings = warnings };
            }
        }

        return new ProposalEnd.Refused([ForgeProblems.KeepsMoving(forge.Name, why)]) { Warnings = warnings };
    }

    /// <summary>Operations on a pull request that was just opened learn its number.</summary>
    private static ForgeOperation Named(ForgeOperation operation, int? number) => operation switch
    {
        ForgeOperation.WriteMore { Number: null } more => more with { Number = number },
        ForgeOperation.Label { Number: null } label => label with { Number = number },
        ForgeOperation.AskForReview { Number: null } ask => ask with { Number = number },
        ForgeOperation.Assign { Number: null } assign => assign with { Number = number },
        ForgeOperation.MergeByItself { Number: null } merge => merge with { Number = number },
        _ => operation,
    };

    private static ProposalEnd End(Proposal? proposal, bool did, int? number, string? url) => (proposal, did) switch
    {
        (null, _) => new ProposalEnd.NothingToPropose(did),
        (_, true) => new ProposalEnd.Proposed(proposal, number, url),
        _ => new ProposalEnd.Unchanged(proposal, number, url),
    };
}

/// <summary>What is to be proposed, and how.</summary>
/// <param name="Bump">Which files, to which release.</param>
/// <param name="Policy">How the pull request is handled.</param>
/// <param name="Story">What its body tells.</param>
public sealed record ProposalOrder(BumpOrder Bump, ProposalPolicy Policy, ReleaseStory Story)
{
    /// <summary>ARN of the newer image that is taken back, when this is a rollback to an older one; else null.</summary>
    public string? RolledBackFrom { get; init; }
}

/// <summary>How a proposal ended.</summary>
public abstract record ProposalEnd
{
    private ProposalEnd()
    {
    }

    public IReadOnlyList<Diagnostic> Warnings { get; init; } = [];

    /// <summary>No file names an older image.</summary>
    /// <param name="Withdrawn">An earlier proposal was taken back: its pull request closed, its branch deleted.</param>
    public sealed record NothingToPropose(bool Withdrawn) : ProposalEnd;

    /// <summary>The branch was pushed, and its pull request opened or updated. Number and address are null where the forge has no pull requests.</summary>
    public sealed record Proposed(Proposal Proposal, int? Number, string? Url) : ProposalEnd;

    /// <summary>Everything was there already; nothing was written.</summary>
    public sealed record Unchanged(Proposal Proposal, int? Number, string? Url) : ProposalEnd;

    /// <summary>There is a difference, and the policy or a person holds it back.</summary>
    public sealed record Waits(string Why) : ProposalEnd;

    /// <summary>Nothing more was done, for these reasons: at least one.</summary>
    public sealed record Refused(IReadOnlyList<Diagnostic> Diagnostics) : ProposalEnd;
}
