using GoldenAmi.Builds;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;

namespace GoldenAmi.References;

/// <summary>What is to be moved: every place of one group of the recipe's <c>references</c> that names an older image, to the release.</summary>
/// <param name="Lineage">Every known AMI of this recipe and, if known, of others, so that theirs are not called unknown.</param>
public sealed record BumpOrder(Recipe Recipe, Release Release, IReadOnlyList<LineageImage> Lineage)
{
    /// <summary>Which entries of the recipe; without a choice all of them, as one group.</summary>
    public ReferenceGroup Group { get; init; } = new(ReferenceScope.Self, null, Recipe.References);

    /// <summary>Absolute path of the repository that is read: the recipe's own, or a clone of another.</summary>
    public string Root { get; init; } = Recipe.RepositoryRoot;

    /// <summary>Looks deeper than <see cref="Lineage"/> for ids that a file names; asked at most once, and only for ids that decide something. Null: there is nowhere to look.</summary>
    public LineageHistory? History { get; init; }

    /// <summary>The branch that carries the move: <c>golden-ami/web</c>, <c>golden-ami/web-prod</c>.</summary>
    public string Branch => ReferenceGroup.BranchOf(Recipe.Name.Value, Group.Channel);
}

/// <summary>Says which of the ids are images of known recipes: of this one, also when they are deregistered, and of others.</summary>
/// <param name="ids">At least one; what is said about other ids does no harm.</param>
public delegate Task<IReadOnlyList<LineageImage>> LineageHistory(IReadOnlyCollection<AmiId> ids, CancellationToken ct);
