using GoldenAmi.Recipes;

namespace GoldenAmi.Graphs;

/// <summary>The images that a recipe stands for.</summary>
public static class GraphNodes
{
    /// <summary>At least one.</summary>
    public static IReadOnlyList<GraphNode> Of(Recipe recipe) => [new GraphNode(recipe.Name.Value, recipe)];
}
