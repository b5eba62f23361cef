using GoldenAmi.Diagnostics;
using GoldenAmi.Forges;
using GoldenAmi.Processes;
using GoldenAmi.References;

namespace GoldenAmi.Tests.References;

/// <summary>A move by plain Git, in the words of the specifications about it.</summary>
internal abstract record BumpResult(IReadOnlyList<Diagnostic> Warnings)
{
    /// <param name="WithdrawnBranch">Our branch of an earlier move, deleted because nothing is left to propose; null when there was none.</param>
    public sealed record NothingToChange(string? WithdrawnBranch, IReadOnlyList<Diagnostic> Warnings) : BumpResult(Warnings);

    public sealed record Committed(BumpCommit Commit, IReadOnlyList<Diagnostic> Warnings) : BumpResult(Warnings);

    /// <summary>An earlier run made the very same commit; nothing was written.</summary>
    public sealed record AlreadyCommitted(BumpCommit Commit, IReadOnlyList<Diagnostic> Warnings) : BumpResult(Warnings);

    public sealed record Refused(IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<Diagnostic> Warnings) : BumpResult(Warnings);

    /// <summary>Moves as <c>bump: commit</c> does, or <c>bump: push</c>.</summary>
    public static async Task<BumpResult> MoveAsync(BumpOrder order, bool push, IProcessRunner processes, TimeProvider time)
    {
        var forge = new GitForge(processes, order.Root, push ? GitReach.CloneAndRemote : GitReach.Clone, time);
        var proposal = new ProposalOrder(order, new ProposalPolicy(), (_, _) => Task.FromResult(new ReleaseStory())) { KnowsClone = !push };
        return await new Proposer(forge, processes, time).ProposeAsync(proposal, CancellationToken.None) switch
        {
            ProposalEnd.NothingToPropose nothing => new NothingToChange(nothing.Withdrawn ? order.Branch : null, nothing.Warnings),
            ProposalEnd.Proposed proposed => new Committed(BumpCommit.Of(proposed.Change), proposed.Warnings),
            ProposalEnd.Unchanged unchanged => new AlreadyCommitted(BumpCommit.Of(unchanged.Change), unchanged.Warnings),
            ProposalEnd.Refused refused => new Refused(refused.Diagnostics, refused.Warnings),
            var other => throw new Xunit.Sdk.XunitException($"unexpected {other}"),
        };
    }
}

/// <summary>The commit that moves the consumers.</summary>
internal sealed record BumpCommit(string Branch, string Id, string Base, IReadOnlyList<ChangedFile> Files, string? Remote, string Message)
{
    public static BumpCommit Of(ProposedChange change) => new(change.Branch, change.Commit, change.Base, change.Files, change.Remote, change.Message);
}
