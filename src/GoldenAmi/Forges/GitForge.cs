using System.Diagnostics;
using GoldenAmi.Processes;
using GoldenAmi.References;

namespace GoldenAmi.Forges;

/// <summary>How far plain Git carries a branch.</summary>
public enum GitReach
{
    /// <summary>Into this clone.</summary>
    Clone,

    /// <summary>Into this clone, and to its remote if there is one.</summary>
    CloneAndRemote,

    /// <summary>To the remote only: the clone is thrown away afterwards.</summary>
    Remote,
}

/// <summary>A repository without pull requests: the branch is made here or pushed to the remote, and the body goes to the report.</summary>
/// <param name="root">The folder that holds <c>.git</c>.</param>
public sealed class GitForge(IProcessRunner processes, string root, GitReach reach, TimeProvider time) : IForge
{
    private readonly Git _git = new(processes, root);
    private readonly List<ObservedTip> _known = [];
    private string? _remote;

    public string Name => "Git";

    public int MostBodyCharacters => 65_000;

    public async Task<Observed> ObserveAsync(string branch, string? baseBranch, string commit, CancellationToken ct)
    {
        var ours = new GitBranch(_git, branch, time);
        var there = reach == GitReach.Clone ? Task.FromResult<ObservedTip?>(null) : FindAtRemoteAsync(ours, commit, ct);
        var here = reach == GitReach.Remote ? Task.FromResult<ObservedClone?>(null) : FindHereAsync(ours, commit, ct);
        await Task.WhenAll(there, here);
        _known.Clear();
        _known.AddRange(new[] { (await here)?.Tip, await there }.OfType<ObservedTip>());
        return new Observed
        {
            BaseBranch = baseBranch ?? "HEAD",
            HasBase = true,
            HasForge = _remote is not null,
            Remote = _remote,
            Tip = await there,
            Here = await here,
            HasPullRequests = false,
        };
    }

    public async Task<OperationEnd> CarryOutAsync(ForgeOperation operation, CancellationToken ct)
    {
        switch (operation)
        {
            case ForgeOperation.SetClone { Proposal: var proposal, ExpectedTip: var tip }:
                var local = new GitBranch(_git, proposal.Branch, time);
                var commit = await FindOrMakeAsync(local, proposal, ct);
                await local.SetAsync(commit, tip, ct);
                return new OperationEnd.Done { Commit = commit };
            case ForgeOperation.SetBranch { Proposal: var proposal, ExpectedTip: var tip }:
                var remote = new GitBranch(_git, proposal.Branch, time);
                var pushed = await FindOrMakeAsync(remote, proposal, ct);
                await remote.PushAsync(_remote!, pushed, tip, ct);
                return new OperationEnd.Done { Commit = pushed };
            case ForgeOperation.DeleteClone { Branch: var branch, ExpectedTip: var tip }:
                await new GitBranch(_git, branch, time).DeleteAsync(tip, ct);
                return new OperationEnd.Done();
            case ForgeOperation.DeleteBranch { Branch: var branch, ExpectedTip: var tip }:
                await new GitBranch(_git, branch, time).PushAsync(_remote!, "", tip, ct);
                return new OperationEnd.Done();
            default:
                throw new UnreachableException("The planner asks a forge without pull requests for branches only.");
        }
    }

    /// <summary>What another run, or the step before this one, made already is not made again: here and there it is one commit.</summary>
    private async Task<string> FindOrMakeAsync(GitBranch branch, Proposal proposal, CancellationToken ct)
    {
        if (_known.Find(tip => ProposalPlanner.IsAsProposed(proposal, tip)) is { } made)
        {
            return made.Id;
        }

        var id = await branch.MakeAsync(proposal, ct);
        _known.Add(new ObservedTip(id, proposal.Tree, [proposal.Base], proposal.CommitMessage, 1));
        return id;
    }

    private async Task<ObservedTip?> FindAtRemoteAsync(GitBranch branch, string commit, CancellationToken ct)
    {
        _remote = await branch.FindRemoteAsync(ct);
        return _remote is null ? null : await SeenAsync(await branch.FindAtRemoteAsync(_remote, ct), commit, ct);
    }

    private async Task<ObservedClone?> FindHereAsync(GitBranch branch, string commit, CancellationToken ct)
    {
        var (checkedOut, tip) = (branch.FindCheckedOutAsync(ct), branch.FindLocalAsync(ct));
        await Task.WhenAll(checkedOut, tip);
        return new ObservedClone(await SeenAsync(await tip, commit, ct), await checkedOut);
    }

    private async Task<ObservedTip?> SeenAsync(CommitFacts? tip, string commit, CancellationToken ct) => tip is null ? null
        // Whether somebody's work would be lost is asked only where it is somebody's
        : new ObservedTip(tip.Id, tip.Tree, tip.Parents, tip.Message, !BumpTrailers.AreOurs(tip) && await IsMergedAsync(tip.Id, commit, ct) ? 0 : 1);

    private async Task<bool> IsMergedAsync(string tip, string commit, CancellationToken ct) =>
        (await _git.TryAsync(new GitCall(["merge-base", "--is-ancestor", tip, commit]), ct)).Succeeded;
}
