using GoldenAmi.Recipes;

namespace GoldenAmi.References;

/// <summary>Entries of a recipe's <c>references</c> that move together: those of one repository and one channel. Each group has a branch and a pull request of its own.</summary>
/// <param name="Repository">As the recipe writes it: <c>self</c>, <c>acme/platform</c>, an address.</param>
/// <param name="Channel">Null for entries that name none.</param>
/// <param name="Scopes">In the recipe's order, at least one.</param>
public sealed record ReferenceGroup(string Repository, string? Channel, IReadOnlyList<ReferenceScope> Scopes)
{
    /// <summary>All entries of the repository, in the recipe's order. The last one that covers a file has it, as in CODEOWNERS.</summary>
    public IReadOnlyList<ReferenceScope> Entries { get; init; } = Scopes;

    /// <summary>The branch to merge into, or null for the repository's default.</summary>
    public string? Into => Scopes.Select(scope => scope.Branch).FirstOrDefault(branch => branch is not null);

    /// <summary>How the group's pull request is handled.</summary>
    public ReferencePolicy Policy => Scopes.Select(scope => scope.Policy).FirstOrDefault(policy => policy is not null) ?? new ReferencePolicy();

    public bool IsSelf => Repository == ReferenceScope.Self;

    /// <summary>For people: <c>self</c>, <c>acme/platform (prod)</c>.</summary>
    public override string ToString() => Channel is null ? Repository : $"{Repository} ({Channel})";

    /// <summary><c>golden-ami/web</c>, or with what sets it apart from the recipe's other proposals: <c>golden-ami/web-prod</c>, <c>golden-ami/web-lock</c>.</summary>
    public static string BranchOf(string recipe, string? apart) => apart is null ? $"golden-ami/{recipe}" : $"golden-ami/{recipe}-{apart}";

    /// <summary>The groups of a recipe's entries, in the order in which they are first named.</summary>
    public static IReadOnlyList<ReferenceGroup> Of(IReadOnlyList<ReferenceScope> scopes) =>
    [
        .. from scope in scopes
           group scope by (scope.Repository, scope.Channel) into entries
           select new ReferenceGroup(entries.Key.Repository, entries.Key.Channel, [.. entries])
           {
               Entries = [.. scopes.Where(scope => scope.Repository == entries.Key.Repository)],
           },
    ];
}
