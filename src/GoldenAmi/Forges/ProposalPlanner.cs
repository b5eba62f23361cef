using GoldenAmi.Diagnostics;
using GoldenAmi.References;

namespace GoldenAmi.Forges;

/// <summary>What is to be done at a forge.</summary>
/// <param name="Operations">In their order; none when everything is as it should be, or when <paramref name="Waits"/> or <paramref name="Refusal"/> says why.</param>
/// <param name="Waits">Why nothing is proposed now although there is a difference; null when nothing is held back.</param>
internal sealed record ProposalPlan(IReadOnlyList<ForgeOperation> Operations, string? Waits, Diagnostic? Refusal)
{
    public IReadOnlyList<Diagnostic> Warnings { get; init; } = [];
}

/// <summary>What a run wants of a branch.</summary>
/// <param name="Mark">What is wanted, also when nothing is left to propose.</param>
/// <param name="Proposal">Null when there is no difference left.</param>
internal sealed record ProposalWish(string Recipe, string Branch, ProposalMark Mark, Proposal? Proposal);

/// <summary>Desired and observed in, operations out. Asks nobody, changes nothing.</summary>
internal static class ProposalPlanner
{
    public static ProposalPlan Plan(ProposalWish wish, Observed seen, ProposalPolicy policy, DateTimeOffset now)
    {
        var (recipe, branch, _, proposal) = wish;
        if (FindForeign(recipe, branch, seen) is { } refusal)
        {
            // Nothing to propose: a branch that somebody works on is left to them
            return proposal is null
                ? new ProposalPlan([], null, null) { Warnings = [refusal with { Severity = Severity.Warning }] }
                : new ProposalPlan([], null, refusal);
        }

        if (proposal is null && !MayWithdraw(wish.Mark, seen))
        {
            return new ProposalPlan([.. TidyUp(seen)], null, null);
        }

        if (proposal is not null && !seen.HasBase)
        {
            return new ProposalPlan([], null, ForgeProblems.BaseUnknown(proposal.Base, seen.BaseBranch));
        }

        if (proposal is not null && WhyToWait(proposal, seen, policy, now) is { } waits)
        {
            return new ProposalPlan([], waits, null);
        }

        return seen.Here is { CheckedOutIn: { } folder } clone && !(proposal is null ? clone.Tip is null : IsAsProposed(proposal, clone.Tip))
            ? new ProposalPlan([], null, ForgeProblems.CheckedOut(branch, folder))
            : new ProposalPlan([.. TidyUp(seen), .. proposal is null ? Withdraw(branch, seen) : Propose(proposal, seen, policy)], null, null);
    }

    /// <summary>Whether a branch's last commit is what the proposal would make.</summary>
    public static bool IsAsProposed(Proposal proposal, ObservedTip? tip) =>
        tip is not null && tip.Tree == proposal.Tree && tip.Parents is [var parent] && parent == proposal.Base
        && tip.Message.TrimEnd('\n') == proposal.CommitMessage.TrimEnd('\n');

    /// <summary>A branch whose last commit is not ours has work of somebody else, unless all of it is in the branch to merge into.</summary>
    private static Diagnostic? FindForeign(string recipe, string branch, Observed seen) =>
        IsForeign(recipe, seen.Here?.Tip) ? ForgeProblems.ForeignCommit(branch, "here ", seen.Here!.Tip!)
        : IsForeign(recipe, seen.Tip) ? ForgeProblems.ForeignCommit(branch, seen.Remote is { } remote ? $"at {remote} " : "", seen.Tip!)
        : null;

    private static bool IsForeign(string recipe, ObservedTip? tip) =>
        tip is { Ahead: > 0 } && !BumpTrailers.AreOf(new CommitFacts(tip.Id, tip.Tree, tip.Parents, tip.Message), recipe);

    private static ObservedPullRequest? Open(Observed seen) =>
        seen.PullRequests.Where(request => request.State == PullRequestState.Open).OrderBy(request => request.Number).FirstOrDefault();

    /// <summary>That the files are as this run wants them does not take back a proposal of another kind: an open rollback waits for its reviewer, and a rollback takes back rollbacks only.</summary>
    private static bool MayWithdraw(ProposalMark mark, Observed seen)
    {
        var from = Open(seen) is { } open ? ProposalMark.Find(open.Body)?.RolledBackFrom : null;
        return mark.RolledBackFrom is null ? from is null || mark.Replaces(from) : Open(seen) is null || from is not null;
    }

    private static IEnumerable<ForgeOperation> TidyUp(Observed seen) =>
        seen.Left is { } left ? [new ForgeOperation.DeleteBranch(left.Branch, left.Tip)] : [];

    private static IEnumerable<ForgeOperation> Withdraw(string branch, Observed seen)
    {
        if (seen.Here?.Tip is { } here)
        {
            yield return new ForgeOperation.DeleteClone(branch, here.Id);
        }

        foreach (var request in seen.PullRequests.Where(request => request.State == PullRequestState.Open && ProposalMark.Find(request.Body) is not null).OrderBy(request => request.Number))
        {
            yield return new ForgeOperation.Withdraw(request.Number, WithoutMark(request.Body) + ProposalMark.Withdrawn);
        }

        // Somebody's own pull request from the branch needs it
        if (seen.Tip is not null && !seen.PullRequests.Any(request => request.State == PullRequestState.Open && ProposalMark.Find(request.Body) is null))
        {
            yield return new ForgeOperation.DeleteBranch(branch, seen.Tip.Id);
        }
    }

    private static string WithoutMark(string body) => body.Replace(ProposalMark.Withdrawn, "", StringComparison.Ordinal);

    private static string? WhyToWait(Proposal proposal, Observed seen, ProposalPolicy policy, DateTimeOffset now)
    {
        var open = Open(seen);
        var proposed = open is null ? null : ProposalMark.Find(open.Body);
        var isRollback = proposal.Mark.RolledBackFrom is not null;
        var last = seen.PullRequests is [var newest, ..] ? newest : null;
        if (!isRollback)
        {
            // A rollback that was closed did not happen
            if (seen.PullRequests.Where(request => request.State != PullRequestState.Closed)
                .Select(request => ProposalMark.Find(request.Body)?.RolledBackFrom).FirstOrDefault(from => from is not null) is { } from
                && !proposal.Mark.Replaces(from))
            {
                return $"'{proposal.Mark.Value}' is not newer than '{from}', which was rolled back";
            }

            if (proposed is not null && proposal.Mark.IsOlderThan(proposed))
            {
                return $"pull request {open!.Number} proposes the newer '{proposed.Value}'";
            }

            if (policy.NotBefore is { } notBefore && now < notBefore && proposed?.Value != proposal.Mark.Value)
            {
                return $"the image soaks until {notBefore:u}";
            }
        }

        if (open is null && last is { State: PullRequestState.Closed } && !last.Body.Contains(ProposalMark.Withdrawn, StringComparison.Ordinal)
            && ProposalMark.Find(last.Body) is { } declined && (isRollback ? declined == proposal.Mark : !proposal.Mark.Replaces(declined.Value)))
        {
            return $"pull request {last.Number} was closed by hand; it is replaced when there is a newer image";
        }

        return open is null && seen.HasPullRequests && policy.MostOpen is { } most && seen.OpenOfOurs >= most
            ? $"{seen.OpenOfOurs} pull requests of ours are open, and the limit is {most}"
            : null;
    }

    private static IEnumerable<ForgeOperation> Propose(Proposal proposal, Observed seen, ProposalPolicy policy)
    {
        if (seen.Here is { } clone && !IsAsProposed(proposal, clone.Tip))
        {
            yield return new ForgeOperation.SetClone(proposal, clone.Tip?.Id);
        }

        if (seen.HasForge && !IsAsProposed(proposal, seen.Tip))
        {
            yield return new ForgeOperation.SetBranch(proposal, seen.Tip?.Id);
        }

        if (!seen.HasPullRequests)
        {
            yield break;
        }

        var open = Open(seen);
        if (open is null)
        {
            yield return new ForgeOperation.OpenPullRequest(proposal, seen.BaseBranch, policy.Draft);
        }
        else if (open.Title != proposal.Title || (open.Body != proposal.Body && !IsTold(proposal, seen, open)) || open.Into != seen.BaseBranch)
        {
            yield return new ForgeOperation.UpdatePullRequest(open.Number, proposal.Title, IsTold(proposal, seen, open) ? open.Body : proposal.Body, seen.BaseBranch);
        }

        foreach (var operation in Dress(proposal, seen, open, policy))
        {
            yield return operation;
        }
    }

    /// <summary>
    /// Whether an earlier run told of this very proposal, and knew as much as this one. Its text stays: runs differ in what they know (only the one that built the image has seen
    /// the tests) and have pages of their own, and a reviewer may have written into it.
    /// </summary>
    private static bool IsTold(Proposal proposal, Observed seen, ObservedPullRequest open) =>
        IsAsProposed(proposal, seen.Tip) && ProposalMark.Find(open.Body) == proposal.Mark
        && ProposalBody.CountUnknown(proposal.Body) >= ProposalBody.CountUnknown(open.Body);

    /// <summary>What a pull request wears besides its text. What is there already, of anybody, is left.</summary>
    private static IEnumerable<ForgeOperation> Dress(Proposal proposal, Observed seen, ObservedPullRequest? open, ProposalPolicy policy)
    {
        if (proposal.MoreBody is { } more && open?.MoreBody != more && (open?.MoreBody is null || !IsTold(proposal, seen, open)))
        {
            yield return new ForgeOperation.WriteMore(open?.Number, more);
        }

        var labels = policy.Labels.Except(open?.Labels ?? [], StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToList();
        if (labels.Count > 0)
        {
            yield return new ForgeOperation.Label(open?.Number, labels);
        }

        if (policy.Reviewers.Count + policy.TeamReviewers.Count > 0 && open is not { HasReviewers: true })
        {
            yield return new ForgeOperation.AskForReview(open?.Number, policy.Reviewers, policy.TeamReviewers);
        }

        if (policy.Assignees.Count > 0 && open is not { HasAssignees: true })
        {
            yield return new ForgeOperation.Assign(open?.Number, policy.Assignees);
        }

        if (policy.AutoMerge is { } method && open is not { AutoMerges: true })
        {
            yield return new ForgeOperation.MergeByItself(open?.Number, method);
        }
    }
}
