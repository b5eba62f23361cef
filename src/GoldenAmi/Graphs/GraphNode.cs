using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Graphs;

/// <summary>One image of a run: a recipe, or one of its variants.</summary>
/// <param name="Name">What lines of the report begin with: the recipe's name, for example <c>web</c>.</param>
public sealed record GraphNode(string Name, Recipe Recipe)
{
    /// <summary>The recipe file that <c>parent.recipe</c> names, absolute; null when the image is built upon something else.</summary>
    public string? ParentFile { get; init; }

    /// <summary>Where <see cref="ParentFile"/> is named.</summary>
    public SourcePlace? ParentPlace { get; init; }

    /// <summary>The node of the same run that this one is built upon; null when the parent is none of this run's.</summary>
    public GraphNode? Parent { get; init; }

    /// <summary>The recipe's file, absolute.</summary>
    public string File => Path.GetFullPath(Path.Combine(Recipe.RepositoryRoot, Recipe.File));
}
