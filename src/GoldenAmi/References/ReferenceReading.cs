using GoldenAmi.Diagnostics;

namespace GoldenAmi.References;

/// <summary>Reads a repository's HEAD and plans the edits: what a bump and a pull request begin with.</summary>
internal static class ReferenceReading
{
    /// <exception cref="UserErrorException">The folder is no repository with a commit (GA0500), or git failed (GA0501).</exception>
    public static async Task<(Head Head, ReferencePlan Plan, IReadOnlyList<Diagnostic> Warnings)> ReadAsync(Git git, BumpOrder order, CancellationToken ct)
    {
        var head = await Head.FindAsync(git, ct) ?? throw new UserErrorException(Ending.Refused, NoCommit(order.Root));
        var (files, empty) = await head.ReadAsync(git, order.Group.Scopes, ct);
        var owned = ReferenceOwners.Of(order.Group, files);
        var plan = ReferencePlanner.Plan(new ReferenceFacts(order, owned.Files));
        return (head, plan, [.. empty.Where(scope => scope.Paths.Count > 0).Select(EmptyScope), .. owned.Warnings, .. plan.Warnings]);
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
