using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Reports;
using GoldenAmi.Diagnostics;
using GoldenAmi.Graphs;
using GoldenAmi.Recipes;

namespace GoldenAmi.Action.Runs;

/// <summary>What <c>build</c> and <c>plan</c> share: the recipes and their order, the world that they are built in, every ending, and the last words.</summary>
internal sealed class RoadRun(ProgramContext context, Settings settings, Host host)
{
    public async Task<Ending> RunAsync(RoadCommand command, CancellationToken cancellationToken)
    {
        var start = context.Time.GetTimestamp();
        var summary = new RunSummary { Command = command.Name, Outcome = "failed", Ending = Ending.Bug };
        Recipe? first = null;
        try
        {
            var recipes = RecipesOfRun.LoadAll(context, settings, host.Report);
            recipes = command.Pins == Pins.Obeyed ? [.. recipes.Select(recipe => RecipesOfRun.Pin(recipe, settings, host.Report))] : recipes;
            first = recipes[0];
            summary = summary with { Image = recipes.Count == 1 ? first.Name.Value : null };
            var graph = RecipeGraph.Of([.. recipes.SelectMany(GraphNode.Of)]);
            var gate = new Lock();
            using var aside = new ParallelReport(host.Report, gate, name: null);
            await using var world = await World.OpenAsync(context, settings, first, graph.Nodes.Count > 1 ? aside : host.Report, cancellationToken);
            summary = await new RoadWalk(context, settings, host.Report, gate, world).WalkAsync(command, graph, summary, cancellationToken);
        }
        catch (Exception failure) when (RunFailure.Find(failure, settings, cancellationToken) is { } found)
        {
            summary = found.Tell(summary, host.Report);
        }

        summary = summary with { Duration = context.Time.GetElapsedTime(start) };
        host.Finish(summary, first is null ? "" : ReportFile.Write(first.RepositoryRoot, summary, WebLinks.Of(context)));
        return summary.Ending;
    }
}
