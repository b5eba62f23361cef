using GoldenAmi.Diagnostics;

namespace GoldenAmi.References;

/// <summary>Reads a repository's HEAD and plans the edits: what a bump and a pull request begin with.</summary>
internal static class ReferenceReading
{
    /// <exception cref="UserErrorException">The folder is no repository with a commit (GA0500), or git failed (GA0501).</exception>
    public static async Task<(Head Head, ReferencePlan Plan, IReadOnlyList<Diagnostic> Warnings)> ReadAsync(Git git, BumpOrder order, CancellationToken ct)
    {
        var head = await Head.FindAsync(git, ct) ?? throw new UserErrorException(Ending.Refused, NoCommit(order.Root));
        var (read, empty) = await head.ReadAsync(git, order.Group.Scopes, ct);
        var (files, notes) = ReferenceOwners.Of(order.Group, read);
        var plan = ReferencePlanner.Plan(new ReferenceFacts(order, files));
        if (plan.Unsettled.Count > 0 && order.History is { } history)
        {
            var more = await history(plan.Unsettled, ct);
            plan = more.Count == 0 ? plan : ReferencePlanner.Plan(new ReferenceFacts(order with { Lineage = [.. order.Lineage, .. more] }, files));
        }

        return (head, plan, [.. empty.Select(EmptyScope), .. notes, .. plan.Warnings]);
    }

    public static Diagnostic NoCommit(string folder) => new(
        ErrorCode.ReferenceNoRepository,
        $"'{folder}' is not the root of a Git repository with a commit, so no branch can be made there.",
        Place: null,
        "commit the files ('git init', 'git add', 'git commit'), or build without 'bump'.");

    private static Diagnostic EmptyScope(Recipes.ReferenceScope scope) => new(
        ErrorCode.ReferenceScopeEmpty,
        $"No tracked file matches {string.Join(", ", scope.Paths.Select(path => $"'{path}'"))}.",
        scope.Place,
        "correct the patterns: they start at the repository's root, '*' stays in one folder, '**' goes through folders.")
    {
        Severity = Severity.Warning,
    };
}
