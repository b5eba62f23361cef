using FsCheck;
using FsCheck.Fluent;
using GoldenAmi.Diagnostics;
using GoldenAmi.Graphs;
using GoldenAmi.Recipes;
using GoldenAmi.Tests.Builds;

namespace GoldenAmi.Tests.Graphs;

public class RecipeGraphSpecs
{
    /// <summary>Up to nine recipes, each upon any of the others, itself among them, or upon an AMI.</summary>
    private static readonly Gen<IReadOnlyList<int?>> Worlds =
        from count in Gen.Choose(1, 9)
        from parents in Gen.Choose(-4, count - 1).ListOf(count)
        select (IReadOnlyList<int?>)[.. parents.Select(parent => parent < 0 ? null : (int?)parent)];

    /// <summary>Either there is a circle and it is refused at each of its places, or every recipe comes once and after its parent.</summary>
    [Fact]
    public void Parents_come_before_children_or_a_circle_is_refused_with_its_places() => Prop.ForAll(Worlds.ToArbitrary(), parents =>
    {
        var nodes = parents.Select((parent, index) => Node(index, parent)).ToList();
        var circle = Enumerable.Range(0, parents.Count).Where(index => IsInCircle(index, parents)).ToList();
        try
        {
            var order = RecipeGraph.Of(nodes).Nodes;
            return circle.Count == 0 && order.Select(node => node.Name).ToHashSet().SetEquals(nodes.Select(node => node.Name)) && order.Count == nodes.Count
                && order.Index().All(each => each.Item.Parent is null || order.Take(each.Index).Contains(each.Item.Parent));
        }
        catch (UserErrorException refusal)
        {
            return refusal.Diagnostics.Select(problem => problem.Place!.Line).Order().SequenceEqual(circle.Select(index => index + 1));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task A_walk_visits_no_more_at_once_than_it_may_and_no_child_before_its_parent()
    {
        var graph = RecipeGraph.Of([.. Enumerable.Range(0, 20).Select(index => Node(index, index % 3 == 0 ? null : index - 1))]);
        var (running, most, done) = (0, 0, new List<string>());
        var gate = new Lock();

        var walks = GraphWalk.Start<GraphNode>(graph, 3, async (node, parent) =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++running);
                Assert.Equal(node.Parent?.Name, parent?.Name);
                Assert.True(parent is null || done.Contains(parent.Name));
            }

            await Task.Yield();
            lock (gate)
            {
                running--;
                done.Add(node.Name);
            }

            return node;
        });

        Assert.Equal(graph.Nodes, await Task.WhenAll(walks));
        Assert.InRange(most, 1, 3);
    }

    private static bool IsInCircle(int start, IReadOnlyList<int?> parents)
    {
        var node = parents[start];
        for (var steps = 0; node is { } at && steps <= parents.Count; steps++)
        {
            if (at == start)
            {
                return true;
            }

            node = parents[at];
        }

        return false;
    }

    private static GraphNode Node(int index, int? parent)
    {
        var place = new SourcePlace($"images/{index}/golden-ami.yaml", index + 1, 1);
        var recipe = SmallRecipe.Resolved().Recipe;
        return new GraphNode(recipe with
        {
            File = place.File,
            Name = new($"image-{index}", place),
            Parent = parent is { } at ? new Parent.Recipe($"images/{at}/golden-ami.yaml", $"image-{at}", null, place) : recipe.Parent with { },
        });
    }
}
