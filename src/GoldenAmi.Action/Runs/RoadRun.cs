using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Reports;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Action.Runs;

/// <summary>What <c>build</c> and <c>plan</c> share: the recipe, the world that it is built in, every ending, and the last words.</summary>
internal sealed class RoadRun(ProgramContext context, Settings settings, Host host)
{
    /// <param name="walk">Takes the summary so far and gives it back with what came of the walk.</param>
    public async Task<Ending> RunAsync(
        ProgramCommand command, Func<Recipe, World, RunSummary, CancellationToken, Task<RunSummary>> walk, CancellationToken cancellationToken)
    {
        var start = context.Time.GetTimestamp();
        var summary = new RunSummary { Command = command.Name, Outcome = "failed", Ending = Ending.Bug };
        Recipe? recipe = null;
        try
        {
            recipe = RecipeOfRun.Load(context, settings, host.Report);
            summary = summary with { Image = recipe.Name.Value, Home = recipe.Region.Value };
            await using var world = await World.OpenAsync(context, settings, recipe, host.Report, cancellationToken);
            summary = await walk(recipe, world, summary, cancellationToken);
        }
        catch (Exception failure) when (RunFailure.Find(failure, cancellationToken) is { } found)
        {
            summary = found.Tell(summary, host.Report);
        }

        summary = summary with { Duration = context.Time.GetElapsedTime(start) };
        host.Finish(summary, recipe is null ? "" : ReportFile.Write(recipe.RepositoryRoot, summary, WebLinks.Of(context)));
        return summary.Ending;
    }
}
