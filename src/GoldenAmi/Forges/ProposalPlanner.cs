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

/// <summary>Desired and observed in, operations out. Asks nobody, changes nothing.</summary>
internal static class ProposalPlanner
{
    /// <param name="proposal">What is desired, or null when there is no difference left.</param>
    public static ProposalPlan Plan(string recipe, string branch, Proposal? proposal, Observed seen, ProposalPolicy policy, DateTimeOffset now)
    {
        if (IsForeign(recipe, seen.Tip))
        {
            var refusal = ForgeProblems.ForeignCommit(branch, seen.Tip!);
            return proposal is null
                ? new ProposalPlan([], null, null) { Warnings = [refusal with { Severity = Severity.Warning }] }
                : new ProposalPlan([], null, refusal);
        }

        if (proposal is null)
        {
            return new ProposalPlan([.. TidyUp(seen), .. Withdraw(branch, seen)], null, null);
        }

        return !seen.HasBase
            ? new ProposalPlan([], null, ForgeProblems.BaseUnknown(proposal.Base, seen.BaseBranch))
            : WhyToWait(proposal, seen, policy, now) is { } waits
                ? new ProposalPlan([], waits, null)
                : new ProposalPlan([.. TidyUp(seen), .. Propose(proposal, seen, policy)], null, null);
    }

    /// <summary>A branch whose last commit is not ours has work of somebody else, unless all of it is in the branch to merge into.</summary>
    private static bool IsForeign(string recipe, ObservedTip? tip) =>
        tip is { Ahead: > 0 } && !BumpTrailers.AreOf(new CommitFacts(tip.Id, tip.Tree, tip.Parents, tip.Message), recipe);

    private static ObservedPullRequest? Open(Observed seen) =>
        seen.PullRequests.Where(request => request.State == PullRequestState.Open).OrderBy(request => request.Number).FirstOrDefault();

    private static IEnumerable<ForgeOperation> TidyUp(Observed seen) =>
        seen.Left is { } left ? [new ForgeOperation.DeleteBranch(left.Branch, left.Tip)] : [];

    private static IEnumerable<ForgeOperation> Withdraw(string branch, Observed seen)
    {
        foreach (var request in seen.PullRequests.Where(request => request.State == PullRequestState.Open && ImageMark.Find(request.Body) is not null).OrderBy(request => request.Number))
        {
            yield return new ForgeOperation.Withdraw(request.Number, WithoutMark(request.Body) + ImageMark.Withdrawn);
        }

        // Somebody's own pull request from the branch needs it
        if (seen.Tip is not null && !seen.PullRequests.Any(request => request.State == PullRequestState.Open && ImageMark.Find(request.Body) is null))
        {
            yield return new ForgeOperation.DeleteBranch(branch, seen.Tip.Id);
        }
    }

    private static string WithoutMark(string body) => body.Replace(ImageMark.Withdrawn, "", StringComparison.Ordinal);

    private static string? WhyToWait(Proposal proposal, Observed seen, ProposalPolicy policy, DateTimeOffset now)
    {
        var open = Open(seen);
        var proposed = open is null ? null : ImageMark.Find(open.Body);
        var isRollback = proposal.Image.RolledBackFrom is not null;
        var last = seen.PullRequests is [var newest, ..] ? newest : null;
        if (!isRollback)
        {
            if (seen.PullRequests.Select(request => ImageMark.Find(request.Body)?.RolledBackFrom).FirstOrDefault(from => from is not null) is { } from
                && !proposal.Image.IsNewerThan(from))
            {
                return $"'{proposal.Image.ImageArn}' is not newer than '{from}', which was rolled back";
            }

            if (proposed is not null && new ImageMark(proposed.ImageArn).IsNewerThan(proposal.Image.ImageArn))
            {
                return $"pull request {open!.Number} proposes the newer '{proposed.ImageArn}'";
            }

            if (policy.NotBefore is { } notBefore && now < notBefore && proposed?.ImageArn != proposal.Image.ImageArn)
            {
                return $"the image soaks until {notBefore:u}";
            }
        }

        if (open is null && last is { State: PullRequestState.Closed } && !last.Body.Contains(ImageMark.Withdrawn, StringComparison.Ordinal)
            && ImageMark.Find(last.Body) is { } declined && (isRollback ? declined == proposal.Image : !proposal.Image.IsNewerThan(declined.ImageArn)))
        {
            return $"pull request {last.Number} was closed by hand; it is replaced when there is a newer image";
        }

        return open is null && seen.HasPullRequests && policy.MostOpen is { } most && seen.OpenOfOurs >= most
            ? $"{seen.OpenOfOurs} pull requests of ours are open, and the limit is {most}"
            : null;
    }

    private static IEnumerable<ForgeOperation> Propose(Proposal proposal, Observed seen, ProposalPolicy policy)
    {
        if (!IsAsProposed(proposal, seen.Tip))
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
        else if (open.Title != proposal.Title || open.Body != proposal.Body || open.Into != seen.BaseBranch)
        {
            yield return new ForgeOperation.UpdatePullRequest(open.Number, proposal.Title, proposal.Body, seen.BaseBranch);
        }

        foreach (var operation in Dress(proposal, open, policy))
        {
            yield return operation;
        }
    }

    private static bool IsAsProposed(Proposal proposal, ObservedTip? tip) =>
        tip is not null && tip.Tree == proposal.Tree && tip.Parents is [var parent] && parent == proposal.Base
        && tip.Message.TrimEnd('\n') == proposal.CommitMessage.TrimEnd('\n');

    /// <summary>What a pull request wears besides its text. What is there already, of anybody, is left.</summary>
    private static IEnumerable<ForgeOperation> Dress(Proposal proposal, ObservedPullRequest? open, ProposalPolicy policy)
    {
        if (proposal.MoreBody is { } more && open?.MoreBody != more)
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
