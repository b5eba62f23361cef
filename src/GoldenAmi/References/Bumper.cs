using GoldenAmi.Diagnostics;
using GoldenAmi.Processes;

namespace GoldenAmi.References;

/// <summary>Moves what a repository names of a recipe's older images to the release: a commit on a branch of its own, beside the user's work.</summary>
/// <remarks>
/// Reads the files of HEAD, not of the work tree. Everything is done with git's plumbing: work tree, index and the user's own branch stay as they are.
/// A second run on the same commit changes nothing; one that was killed leaves at most objects that git collects by itself.
/// </remarks>
public sealed class Bumper(IProcessRunner processes, TimeProvider time)
{
    /// <exception cref="UserErrorException">Git is not there (GA0450).</exception>
    public async Task<BumpResult> BumpAsync(BumpOrder order, CancellationToken ct)
    {
        var git = new Git(processes, order.Recipe.RepositoryRoot);
        try
        {
            return await BumpAsync(order, git, ct);
        }
        catch (UserErrorException refusal) when (refusal.Diagnostics[0].Code is not ErrorCode.ProgramNotStarted)
        {
            return new BumpResult.Refused(refusal.Diagnostics);
        }
    }

    private async Task<BumpResult> BumpAsync(BumpOrder order, Git git, CancellationToken ct)
    {
        var (head, plan, notes) = await ReferenceReading.ReadAsync(git, order, ct);
        var warnings = notes.ToList();
        if (plan.Refusals.Count > 0)
        {
            return new BumpResult.Refused(plan.Refusals) { Warnings = warnings };
        }

        var branch = new BumpBranch(git, order.Branch, time);
        var facts = await LookAsync(order, git, branch, new BumpFacts
        {
            Base = head.Commit,
            Tree = plan.Edits.Count == 0 ? null : await EditedTree.MakeAsync(git, head.Commit, plan.Edits, ct),
            Text = BumpMessage.Text(order, plan.Edits),
            Local = await branch.FindLocalAsync(ct),
            Remote = null,
            AtRemote = null,
        }, ct);
        var decided = BumpPlanner.Plan(order.Recipe.Name.Value, order.Branch, facts);
        warnings.AddRange(decided.Warnings);
        if (decided.Refusals.Count > 0)
        {
            return new BumpResult.Refused(decided.Refusals) { Warnings = warnings };
        }

        var made = await branch.CarryOutAsync(decided.Operations, ct);
        return Result(order, plan, facts, decided, made) with { Warnings = warnings };
    }

    private static async Task<BumpFacts> LookAsync(BumpOrder order, Git git, BumpBranch branch, BumpFacts here, CancellationToken ct)
    {
        var remote = order.Push ? await branch.FindRemoteAsync(ct) : null;
        return here with
        {
            Remote = remote,
            AtRemote = remote is null ? null : await branch.FindAtRemoteAsync(remote, ct),
            CheckedOutIn = here.Local is null ? null : await branch.FindCheckedOutAsync(ct),
        };
    }

    private static BumpResult Result(BumpOrder order, ReferencePlan plan, BumpFacts facts, BumpPlan decided, string? made)
    {
        if (facts.Tree is null)
        {
            return new BumpResult.NothingToChange(decided.Operations.Count > 0 ? order.Branch : null);
        }

        var commit = new BumpCommit(
            order.Branch,
            made ?? decided.Made!,
            facts.Base,
            [.. plan.Edits.Select(edit => new ChangedFile(edit.File.Path, edit.Ids) { Values = edit.Values })],
            facts.Remote)
        {
            Message = decided.Message,
        };
        return decided.Operations.Count > 0 ? new BumpResult.Committed(commit) : new BumpResult.AlreadyCommitted(commit);
    }
}
