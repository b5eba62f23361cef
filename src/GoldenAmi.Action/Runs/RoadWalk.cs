using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Reports;
using GoldenAmi.Diagnostics;
using GoldenAmi.Graphs;
using GoldenAmi.Reports;

namespace GoldenAmi.Action.Runs;

/// <summary>Walks the images of a run, parents first, and puts their summaries together.</summary>
/// <param name="report">The host's.</param>
/// <param name="gate">Who holds it writes to the report, when there are several images.</param>
internal sealed class RoadWalk(ProgramContext context, Settings settings, IReport report, Lock gate, World world)
{
    private readonly long _start = context.Time.GetTimestamp();
    private readonly PostNoteBook _notes = new(context, settings.OnCancel);

    /// <param name="summary">Of the run so far.</param>
    public async Task<RunSummary> WalkAsync(RoadCommand command, RecipeGraph graph, RunSummary summary, CancellationToken cancellationToken)
    {
        if (graph.Nodes is [var only])
        {
            return await ArriveAsync(command, only, [await VisitAsync(command, only, null, report, cancellationToken)], report, cancellationToken);
        }

        var walks = GraphWalk.Start<RunSummary>(graph, command.AtOnce ?? settings.Parallel, async (node, parent) =>
        {
            using var own = new ParallelReport(report, gate, node.Name);
            return await VisitAsync(command, node, parent, own, cancellationToken);
        });
        var recipes = graph.Nodes.Zip(walks).GroupBy(pair => pair.First.File, StringComparer.Ordinal).Select(async recipe =>
        {
            var images = await Task.WhenAll(recipe.Select(pair => pair.Second));
            using var own = new ParallelReport(report, gate, recipe.First().First.Recipe.Name.Value);
            return await ArriveAsync(command, recipe.First().First, images, own, cancellationToken);
        });
        var parts = await Task.WhenAll(recipes);
        return parts is [var one] ? one : RunSummary.Of(summary, parts);
    }

    private async Task<RunSummary> VisitAsync(RoadCommand command, GraphNode node, RunSummary? parent, IReport own, CancellationToken cancellationToken)
    {
        var start = context.Time.GetTimestamp();
        var summary = new RunSummary { Command = command.Name, Outcome = "failed", Ending = Ending.Bug, Image = node.Name };
        if (ParentOfRun.FindObstacle(node, parent) is { } obstacle)
        {
            own.Say(node.Name, obstacle);
            return summary with { Outcome = "skipped", Ending = Ending.Done, Skipped = obstacle };
        }

        try
        {
            var left = settings.Timeout - context.Time.GetElapsedTime(_start);
            var step = new RoadStep(ParentOfRun.Resolve(node, parent), world, own, _notes, summary, left > TimeSpan.Zero ? left : TimeSpan.Zero)
            {
                Written = node.Recipe,
                NewParent = parent?.Plan is { NewImage: true } ? parent.Image : null,
            };
            summary = await command.Walk(step, cancellationToken);
        }
        catch (Exception failure) when (RunFailure.Find(failure, settings, cancellationToken) is { } found)
        {
            summary = found.Tell(summary, own);
        }

        return summary with { Duration = context.Time.GetElapsedTime(start) };
    }

    private async Task<RunSummary> ArriveAsync(RoadCommand command, GraphNode first, RunSummary[] images, IReport own, CancellationToken cancellationToken)
    {
        var summary = images is [var only] ? only : RunSummary.Of(images[0] with { Image = first.Recipe.Name.Value }, images);
        if (command.Arrive is not { } arrive || !images.All(image => image is { Ending: Ending.Done or Ending.Changes, Skipped: null, Detached: null }))
        {
            return summary;
        }

        try
        {
            return await arrive(new RecipeArrival(images, world, own, summary) { Lock = first.Lock }, cancellationToken);
        }
        catch (Exception failure) when (RunFailure.Find(failure, settings, cancellationToken) is { } found)
        {
            return found.Tell(summary, own);
        }
    }
}
