using GoldenAmi.Builds;
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

    /// <summary>The branch that carries the move: <c>golden-ami/web</c>, <c>golden-ami/web-prod</c>.</summary>
    public string Branch => ReferenceGroup.BranchOf(Recipe.Name.Value, Group.Channel);
}
