using GoldenAmi.Builds;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;

namespace GoldenAmi.References;

/// <summary>What is to be moved: every place of the recipe's <c>references</c> that names an older image, to the release.</summary>
/// <param name="Recipe">Its <see cref="Recipe.RepositoryRoot"/> is the repository that is read and committed to.</param>
/// <param name="Lineage">Every known AMI of this recipe and, if known, of others, so that theirs are not called unknown.</param>
public sealed record BumpOrder(Recipe Recipe, Release Release, IReadOnlyList<LineageImage> Lineage)
{
    /// <summary>Push the branch to the repository's remote, if it has one.</summary>
    public bool Push { get; init; }

    /// <summary>Looks deeper than <see cref="Lineage"/> for ids that a file names; asked at most once, and only for ids that decide something. Null: there is nowhere to look.</summary>
    public LineageHistory? History { get; init; }

    /// <summary>The branch that carries the move: <c>golden-ami/web</c>.</summary>
    public string Branch => $"golden-ami/{Recipe.Name.Value}";
}

/// <summary>Says which of the ids are images of known recipes: of this one, also when they are deregistered, and of others.</summary>
/// <param name="ids">At least one; what is said about other ids does no harm.</param>
public delegate Task<IReadOnlyList<LineageImage>> LineageHistory(IReadOnlyCollection<AmiId> ids, CancellationToken ct);
