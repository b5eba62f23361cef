using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Reports;
using GoldenAmi.Builds.Sweeping;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Runs;

/// <summary><c>sweep</c>: lists what dead runs of a recipe left over, and removes it when asked to.</summary>
internal sealed class SweepRun(ProgramContext context, Settings settings, Host host)
{
    public async Task<Ending> RunAsync(CancellationToken cancellationToken)
    {
        var recipe = RecipesOfRun.Load(context, settings, host.Report);
        await using var world = await World.OpenAsync(context, settings, recipe, host.Report, cancellationToken);
        var sweeper = new Sweeper(world.Clients, context.Time, host.Report);
        var found = await sweeper.FindAsync(recipe, cancellationToken);
        var removed = settings.Yes && await sweeper.RemoveAsync(recipe, found, cancellationToken);
        host.Close();
        if (settings.Json)
        {
            host.WriteJson([.. found.Select(each => new LeftoverResult(each.Resource, each.Region.Value, each.Act, each.Reason))], ReportJson.Indented.IReadOnlyListLeftoverResult);
        }
        else
        {
            foreach (var line in found.Count == 0 ? ["Nothing is left over."] : TextTable.Rows([["Resource", "Region", "To do", "Reason"], .. found.Select(each => new[] { each.Resource, each.Region.Value, each.Act, each.Reason })]))
            {
                await context.Output.WriteLineAsync(line);
            }

            if (found.Count > 0 && !settings.Yes)
            {
                await context.Output.WriteLineAsync("\nNext: add --yes to do it.");
            }
        }

        return settings.Yes && !removed ? Ending.Refused : Ending.Done;
    }
}
