using System.Diagnostics;
using GoldenAmi.Processes;
using GoldenAmi.References;

namespace GoldenAmi.Forges;

/// <summary>A repository without pull requests: the branch is made here, pushed to the remote if there is one, and the body goes to the report.</summary>
/// <param name="root">The folder that holds <c>.git</c>.</param>
public sealed class GitForge(IProcessRunner processes, string root, TimeProvider time) : IForge
{
    private readonly Git _git = new(processes, root);

    public string Name => "Git";

    public int MostBodyCharacters => 65_000;

    public async Task<Observed> ObserveAsync(string branch, string? baseBranch, string commit, CancellationToken ct)
    {
        var ours = new BumpBranch(_git, branch, time);
        var remote = await ours.FindRemoteAsync(ct);
        var tip = remote is null ? await ours.FindLocalAsync(ct) : await ours.FindAtRemoteAsync(remote, ct);
        return new Observed
        {
            BaseBranch = baseBranch ?? await _git.FindLineAsync(ct, "symbolic-ref", "--quiet", "--short", "HEAD") ?? "HEAD",
            HasBase = true,
            Tip = tip is null ? null : new ObservedTip(tip.Id, tip.Tree, tip.Parents, tip.Message, await IsMergedAsync(tip.Id, commit, ct) ? 0 : 1),
            HasPullRequests = false,
        };
    }

    public async Task<OperationEnd> CarryOutAsync(ForgeOperation operation, CancellationToken ct)
    {
        switch (operation)
        {
            case ForgeOperation.SetBranch { Proposal: var proposal, ExpectedTip: var tip }:
                await CarryOutAsync(proposal.Branch, remote =>
                [
                    new BumpOperation.MakeCommit(proposal.Tree, proposal.Base, proposal.CommitMessage),
                    remote is null ? new BumpOperation.SetBranch(null, tip) : new BumpOperation.Push(remote, null, tip),
                ], ct);
                return new OperationEnd.Done();
            case ForgeOperation.DeleteBranch { Branch: var branch, ExpectedTip: var tip }:
                await CarryOutAsync(branch, remote => [remote is null ? new BumpOperation.DeleteBranch(tip) : new BumpOperation.DeleteRemoteBranch(remote, tip)], ct);
                return new OperationEnd.Done();
            default:
                throw new UnreachableException("The planner asks a forge without pull requests for branches only.");
        }
    }

    private async Task CarryOutAsync(string name, Func<string?, IReadOnlyList<BumpOperation>> operations, CancellationToken ct)
    {
        var branch = new BumpBranch(_git, name, time);
        await branch.CarryOutAsync(operations(await branch.FindRemoteAsync(ct)), ct);
    }

    private async Task<bool> IsMergedAsync(string tip, string commit, CancellationToken ct) =>
        (await _git.TryAsync(new GitCall(["merge-base", "--is-ancestor", tip, commit]), ct)).Succeeded;
}
