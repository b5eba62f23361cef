using GoldenAmi.Diagnostics;

namespace GoldenAmi.References;

/// <summary>Decides what a bump does to its branch. Asks nobody, changes nothing.</summary>
internal static class BumpPlanner
{
    /// <summary>The operations in their order, or the reasons why there may be none.</summary>
    public static BumpPlan Plan(string recipe, string branch, BumpFacts facts)
    {
        var refusals = new List<Diagnostic>();
        foreach (var (commit, where) in new[] { (facts.Local, "here"), (facts.AtRemote, $"at {facts.Remote}") })
        {
            if (commit is not null && !BumpTrailers.AreOf(commit, recipe))
            {
                refusals.Add(ForeignCommit(branch, where, commit));
            }
        }

        return (refusals, facts.Tree) switch
        {
            ([], null) => Withdraw(branch, facts),
            ([], { } tree) => Propose(recipe, branch, facts, tree),
            // Nothing to propose: a branch that somebody works on is left to them
            (_, null) => new BumpPlan([], [], null) { Warnings = [.. refusals.Select(refusal => refusal with { Severity = Severity.Warning })] },
            _ => new BumpPlan([], refusals, null),
        };
    }

    private static BumpPlan Propose(string recipe, string branch, BumpFacts facts, string tree)
    {
        var message = BumpTrailers.Append(facts.Text, recipe, facts.Base, tree);
        var made = new[] { facts.Local, facts.AtRemote }.OfType<CommitFacts>()
            .FirstOrDefault(commit => commit.Tree == tree && commit.Parents is [var parent] && parent == facts.Base && commit.Message == message);
        var operations = new List<BumpOperation>();
        if (made is null)
        {
            operations.Add(new BumpOperation.MakeCommit(tree, facts.Base, message));
        }

        if (made is null || made.Id != facts.Local?.Id)
        {
            if (facts.CheckedOutIn is not null)
            {
                return new BumpPlan([], [CheckedOut(branch, facts.CheckedOutIn)], null);
            }

            operations.Add(new BumpOperation.SetBranch(made?.Id, facts.Local?.Id));
        }

        if (facts.Remote is not null && (made is null || made.Id != facts.AtRemote?.Id))
        {
            operations.Add(new BumpOperation.Push(facts.Remote, made?.Id, facts.AtRemote?.Id));
        }

        return new BumpPlan(operations, [], made?.Id) { Message = message };
    }

    private static BumpPlan Withdraw(string branch, BumpFacts facts)
    {
        var operations = new List<BumpOperation>();
        if (facts.Local is not null)
        {
            if (facts.CheckedOutIn is not null)
            {
                return new BumpPlan([], [CheckedOut(branch, facts.CheckedOutIn)], null);
            }

            operations.Add(new BumpOperation.DeleteBranch(facts.Local.Id));
        }

        if (facts is { Remote: { } remote, AtRemote: { } there })
        {
            operations.Add(new BumpOperation.DeleteRemoteBranch(remote, there.Id));
        }

        return new BumpPlan(operations, [], null);
    }

    private static Diagnostic ForeignCommit(string branch, string where, CommitFacts commit) => new(
        ErrorCode.ReferenceForeignCommit,
        $"The branch '{branch}' {where} ends in commit {commit.Id[..12]} ('{Subject(commit)}'), which this program did not make, or which was changed since. It is left as it is.",
        Place: null,
        "merge the branch, or delete it if its commits are not needed, and run again.");

    private static Diagnostic CheckedOut(string branch, string folder) => new(
        ErrorCode.ReferenceBranchCheckedOut,
        $"The branch '{branch}' is checked out in '{folder}', and moving it would change what is seen there.",
        Place: null,
        "check out another branch there ('git switch -'), and run again.");

    private static string Subject(CommitFacts commit)
    {
        var line = new string([.. commit.Message.TakeWhile(character => character != '\n').Where(character => !char.IsControl(character))]);
        return line.Length > 60 ? line[..60] + "…" : line;
    }
}

/// <summary>What a bump does to its branch.</summary>
/// <param name="Refusals">When there are any, there are no operations.</param>
/// <param name="Made">The commit of an earlier run that is what this one would make, or null.</param>
internal sealed record BumpPlan(IReadOnlyList<BumpOperation> Operations, IReadOnlyList<Diagnostic> Refusals, string? Made)
{
    /// <summary>The commit's message, or "" when nothing is proposed.</summary>
    public string Message { get; init; } = "";

    public IReadOnlyList<Diagnostic> Warnings { get; init; } = [];
}
