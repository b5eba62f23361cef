using GoldenAmi.Diagnostics;
using GoldenAmi.Processes;
using GoldenAmi.References;

namespace GoldenAmi.Forges;

/// <summary>Proposes changes of a repository's files as a branch with a pull request, or takes the proposal back when nothing is left to change.</summary>
/// <remarks>
/// Reads the files of HEAD, not of the work tree, with git's plumbing: work tree, index and the user's own branch stay as they are.
/// A second run on the same commit changes nothing; one that was killed leaves at most objects that git collects by itself.
/// </remarks>
public sealed class Proposer(IForge forge, IProcessRunner processes, TimeProvider time)
{
    // Each attempt fails only when somebody else changed something between looking and doing.
    private const int MostAttempts = 5;

    /// <summary>Moves every place that names an older image to the release.</summary>
    /// <exception cref="UserErrorException">Git is not there (GA0450).</exception>
    public Task<ProposalEnd> ProposeAsync(ProposalOrder order, CancellationToken ct) => TellAsync(async () =>
    {
        var git = new Git(processes, order.Bump.Root);
        var glance = await CommitFacts.FindAsync(git, ct, "HEAD", $"refs/heads/{order.Bump.Branch}");
        var search = order.RolledBackFrom is null ? SearchDigest.Of(order.Bump) : null;
        if (order.KnowsClone && search is not null && glance is [{ } at, { } tip] && EarlierSearch.Find(order.Bump, search, at.Id, tip) is { } earlier)
        {
            return new ProposalEnd.Unchanged(earlier);
        }

        if (glance[0] is not { Id: var commit })
        {
            return new ProposalEnd.Refused([ReferenceReading.NoCommit(order.Bump.Root)]);
        }

        var look = forge.ObserveAsync(order.Bump.Branch, order.Policy.BaseBranch, commit, ct);
        var reading = ReferenceReading.ReadAsync(git, order.Bump, ct);
        await Task.WhenAll(look, reading);
        var (_, plan, warnings) = await reading;
        if (plan.Refusals.Count > 0)
        {
            return new ProposalEnd.Refused(plan.Refusals) { Warnings = warnings };
        }

        // What was warned of is to be said by the next run too, so that one has to search again; and the message does not say all of what is no id
        var isWhole = warnings.Count == 0 && plan.Edits.All(edit => edit.Values.Count == 0);
        var edits = await ReferenceProposal.MakeAsync(order, plan.Edits, isWhole ? search : null, ct);
        var end = await CarryOutAsync(edits, commit, await look, ct);
        return end with { Warnings = [.. warnings, .. end.Warnings] };
    });

    /// <summary>Proposes edits that somebody else made up.</summary>
    /// <exception cref="UserErrorException">Git is not there (GA0450).</exception>
    public Task<ProposalEnd> ProposeAsync(EditOrder order, CancellationToken ct) => TellAsync(async () =>
    {
        var head = (await CommitFacts.FindAsync(new Git(processes, order.Root), ct, "HEAD"))[0];
        return head is null
            ? new ProposalEnd.Refused([ReferenceReading.NoCommit(order.Root)])
            : await CarryOutAsync(order, head.Id, await forge.ObserveAsync(order.Branch, order.Policy.BaseBranch, head.Id, ct), ct);
    });

    private static async Task<ProposalEnd> TellAsync(Func<Task<ProposalEnd>> propose)
    {
        try
        {
            return await propose();
        }
        catch (UserErrorException refusal) when (refusal.Diagnostics[0].Code is not ErrorCode.ProgramNotStarted)
        {
            return new ProposalEnd.Refused(refusal.Diagnostics);
        }
    }

    private async Task<ProposalEnd> CarryOutAsync(EditOrder order, string commit, Observed seen, CancellationToken ct)
    {
        var proposal = order.Edits.Count == 0
            ? null
            : ProposalText.Write(order, commit, await EditedTree.MakeAsync(new Git(processes, order.Root), commit, order.Edits, ct), forge.MostBodyCharacters);
        var wish = new ProposalWish(order.Recipe, order.Branch, order.Mark, proposal);
        var (warnings, why, did) = (new List<Diagnostic>(), "", false);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (attempt > 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt - 1)), time, ct);
                seen = await forge.ObserveAsync(order.Branch, order.Policy.BaseBranch, commit, ct);
            }

            var plan = ProposalPlanner.Plan(wish, seen, order.Policy, time.GetUtcNow());
            warnings.AddRange(plan.Warnings);
            if (plan.Refusal is not null)
            {
                return new ProposalEnd.Refused([plan.Refusal]) { Warnings = warnings };
            }

            if (plan.Waits is not null)
            {
                return new ProposalEnd.Waits(plan.Waits) { Warnings = warnings };
            }

            var done = await DoAsync(plan.Operations, seen, warnings, ct);
            did |= done.Did;
            why = done.Moved;
            if (why is null)
            {
                return End(proposal, did, seen, done) with { Warnings = warnings };
            }
        }

        return new ProposalEnd.Refused([ForgeProblems.KeepsMoving(forge.Name, why!)]) { Warnings = warnings };
    }

    private async Task<Doing> DoAsync(IReadOnlyList<ForgeOperation> operations, Observed seen, List<Diagnostic> warnings, CancellationToken ct)
    {
        var open = seen.PullRequests.Where(request => request.State == PullRequestState.Open).MinBy(request => request.Number);
        var doing = new Doing((seen.HasForge ? seen.Tip : seen.Here?.Tip)?.Id, open?.Number, open?.Url);
        foreach (var operation in operations)
        {
            switch (await forge.CarryOutAsync(Named(operation, doing.Number), ct))
            {
                case OperationEnd.Moved moved:
                    return doing with { Moved = moved.Why };
                case OperationEnd.Done done:
                    warnings.AddRange(done.Warnings);
                    doing = doing with { Did = true, Commit = done.Commit ?? doing.Commit };
                    doing = done.PullRequest is { } opened ? doing with { Number = opened.Number, Url = opened.Url } : doing;
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        return doing;
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

    private static ProposalEnd End(Proposal? proposal, bool did, Observed seen, Doing doing)
    {
        if (proposal is null)
        {
            return new ProposalEnd.NothingToPropose(did);
        }

        var change = new ProposedChange(proposal.Branch, doing.Commit!, [.. proposal.Files.Select(edit => new ChangedFile(edit.File.Path, edit.Ids) { Values = edit.Values })])
        {
            Base = proposal.Base,
            Message = proposal.CommitMessage,
            Remote = seen.Remote,
            Number = doing.Number,
            Url = doing.Url,
            Title = proposal.Title,
            Body = proposal.Body,
        };
        return did ? new ProposalEnd.Proposed(change) : new ProposalEnd.Unchanged(change);
    }

    /// <param name="Commit">What the branch is at.</param>
    private sealed record Doing(string? Commit, int? Number, string? Url)
    {
        public bool Did { get; init; }

        /// <summary>Why it is to be looked again, or null.</summary>
        public string? Moved { get; init; }
    }
}

/// <summary>A move to a release that is to be proposed, and how.</summary>
/// <param name="Bump">Which files, to which release.</param>
/// <param name="Policy">How the pull request is handled.</param>
/// <param name="Story">What its body tells; asked for only when there is something to propose. Given the ids that the files name now.</param>
public sealed record ProposalOrder(BumpOrder Bump, ProposalPolicy Policy, Func<IReadOnlyList<MovedId>, CancellationToken, Task<ReleaseStory>> Story)
{
    /// <summary>ARN of the newer image that is taken back, when this is a rollback to an older one; else null.</summary>
    public string? RolledBackFrom { get; init; }

    /// <summary>What this clone's branch says is all there is to know: nothing is looked up at a remote.</summary>
    public bool KnowsClone { get; init; }
}
