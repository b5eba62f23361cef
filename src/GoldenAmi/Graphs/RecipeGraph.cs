using GoldenAmi.Diagnostics;

namespace GoldenAmi.Graphs;

/// <summary>The images of a run, each after the one that it is built upon.</summary>
public sealed class RecipeGraph
{
    private RecipeGraph(IReadOnlyList<GraphNode> nodes) => Nodes = nodes;

    /// <summary>Parents before children; else in the order in which the recipes were given.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; }

    /// <summary>Orders the recipes of a run. Pure.</summary>
    /// <exception cref="UserErrorException">GA0180 two recipes of one name, GA0181 a circle of parents; all of them at once.</exception>
    public static RecipeGraph Of(IReadOnlyList<GraphNode> nodes)
    {
        var byPlace = nodes.GroupBy(node => (node.File, node.Recipe.Variant)).ToDictionary(same => same.Key, same => same.First());
        GraphNode? FindParent(GraphNode node) => node.ParentKey is { } key ? byPlace.GetValueOrDefault(key) : null;
        var problems = SameNames(nodes).Concat(Circles(nodes, FindParent)).ToList();
        if (problems.Count > 0)
        {
            throw new UserErrorException(Ending.Usage, problems);
        }

        var placed = new Dictionary<string, GraphNode>(StringComparer.Ordinal);
        var order = new List<GraphNode>();
        foreach (var node in nodes)
        {
            Place(node, FindParent, placed, order);
        }

        return new RecipeGraph(order);
    }

    private static GraphNode Place(GraphNode node, Func<GraphNode, GraphNode?> findParent, Dictionary<string, GraphNode> placed, List<GraphNode> order)
    {
        if (placed.TryGetValue(node.Name, out var there))
        {
            return there;
        }

        var parent = findParent(node) is { } above ? Place(above, findParent, placed, order) : null;
        var done = node with { Parent = parent };
        placed.Add(node.Name, done);
        order.Add(done);
        return done;
    }

    private static IEnumerable<Diagnostic> SameNames(IReadOnlyList<GraphNode> nodes) =>
        from same in nodes.GroupBy(node => node.Name, StringComparer.Ordinal)
        from twin in same.Skip(1)
        select new Diagnostic(ErrorCode.RecipeNameTaken,
            $"The name '{twin.Name}' is that of {same.First().Recipe.Name.Place} too; AWS resources, tags and branches carry it, so each recipe needs one of its own.",
            twin.Recipe.Name.Place, "give one of the two another name.");

    /// <summary>Each circle once, told at the place of every parent in it.</summary>
    private static IEnumerable<Diagnostic> Circles(IReadOnlyList<GraphNode> nodes, Func<GraphNode, GraphNode?> findParent)
    {
        var told = new HashSet<GraphNode>(ReferenceEqualityComparer.Instance);
        foreach (var start in nodes)
        {
            var walked = new List<GraphNode>();
            for (var node = start; node is not null && !told.Contains(node); node = findParent(node))
            {
                var begin = walked.IndexOf(node);
                if (begin < 0)
                {
                    walked.Add(node);
                    continue;
                }

                var circle = walked[begin..];
                var way = string.Join(" on ", circle.Append(node).Select(each => each.Name));
                foreach (var each in circle)
                {
                    yield return new Diagnostic(ErrorCode.RecipeCircle, $"These images are built upon each other in a circle: {way}.", each.ParentPlace, "build one of them upon an AMI or a parameter.");
                }

                break;
            }

            told.UnionWith(walked);
        }
    }
}
