using GoldenAmi.Diagnostics;
using GoldenAmi.Locks;
using GoldenAmi.Recipes;

namespace GoldenAmi.Graphs;

/// <summary>One image of a run: a recipe as it stands, or one of its variants.</summary>
public sealed record GraphNode(Recipe Recipe)
{
    /// <summary>What lines of the report begin with: <c>web</c>, of a variant <c>web-arm64</c>.</summary>
    public string Name => Recipe.ResourceName;

    /// <summary>The node of the same run that this one is built upon; null when the parent is none of this run's.</summary>
    public GraphNode? Parent { get; init; }

    /// <summary>The lock of the recipe's file, its variants' pins too; null when there is none.</summary>
    public RecipeLock? Lock { get; init; }

    /// <summary>The recipe's file, absolute.</summary>
    public string File { get; } = Path.GetFullPath(Path.Combine(Recipe.RepositoryRoot, Recipe.File));

    /// <summary>Where the recipe names its parent.</summary>
    public SourcePlace ParentPlace => Recipe.Parent.Place;

    /// <summary>File and variant of the recipe that this one is built upon, the file absolute; null when its parent is none of this repository.</summary>
    public (string File, string? Variant)? ParentKey =>
        Recipe.Parent is Parent.Recipe parent ? (Path.GetFullPath(Path.Combine(Recipe.RepositoryRoot, parent.File)), parent.Variant) : null;

    /// <summary>Every image that the recipe's file describes, at least one.</summary>
    public static IReadOnlyList<GraphNode> Of(Recipe recipe) => [.. recipe.WithVariants.Select(each => new GraphNode(each) { Lock = recipe.Lock })];
}
