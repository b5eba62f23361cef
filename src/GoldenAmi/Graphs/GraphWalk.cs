namespace GoldenAmi.Graphs;

/// <summary>Visits the images of a run, parents first, independent ones at the same time.</summary>
public static class GraphWalk
{
    /// <param name="atOnce">How many are visited at a time, at least 1.</param>
    /// <param name="visit">Given what the parent's visit came to, or null for an image without a parent in this run. It tells failures in its result; what it throws is a bug.</param>
    /// <returns>A task for each node, in the graph's order.</returns>
    public static IReadOnlyList<Task<T>> Start<T>(RecipeGraph graph, int atOnce, Func<GraphNode, T?, Task<T>> visit)
        where T : class
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atOnce, 1);
        var places = new SemaphoreSlim(atOnce);
        var visits = new Dictionary<GraphNode, Task<T>>(ReferenceEqualityComparer.Instance);
        foreach (var node in graph.Nodes)
        {
            visits.Add(node, VisitAsync(node, node.Parent is { } parent ? visits[parent] : null));
        }

        return [.. graph.Nodes.Select(node => visits[node])];

        // A child takes no place while it waits for its parent: the parent may need it
        async Task<T> VisitAsync(GraphNode node, Task<T>? parent)
        {
            var above = parent is null ? null : await parent;
            await places.WaitAsync();
            try
            {
                return await visit(node, above);
            }
            finally
            {
                places.Release();
            }
        }
    }
}
