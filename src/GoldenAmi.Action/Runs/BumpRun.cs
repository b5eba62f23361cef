using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Reports;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Forges;
using GoldenAmi.Publishing;
using GoldenAmi.Recipes;

namespace GoldenAmi.Action.Runs;

/// <summary><c>bump</c> and <c>rollback</c>: move the consumers to a release that is there already. Nothing is built, and nothing in AWS is changed.</summary>
internal sealed class BumpRun(ProgramContext context, Settings settings, Host host)
{
    /// <summary><c>rollback</c>.</summary>
    public bool IsRollback { get; init; }

    public Task<Ending> RunAsync(ProgramCommand command, CancellationToken cancellationToken) =>
        new RoadRun(context, settings, host).RunAsync(command, MoveAsync, cancellationToken);

    private async Task<RunSummary> MoveAsync(Recipe recipe, World world, RunSummary summary, CancellationToken cancellationToken)
    {
        var history = await new ReleaseHistory(world.Clients).ReadAsync(recipe, cancellationToken);
        var (to, from) = IsRollback ? ReleaseChoice.Rollback(recipe, history, settings.To) : (ReleaseChoice.Newest(recipe, history), null);
        host.Report.Say(recipe.Name.Value, from is null ? $"{to.Arn.Version} is the newest release that is in every region" : $"goes back from {from.Arn.Version} to {to.Arn.Version}");
        var release = to.ToRelease();
        summary = summary with { Outcome = "unchanged", Ending = Ending.Done, Released = release };
        var order = new MoveOrder(recipe, release, history.Lineage) 
        {
            RolledBackFrom = from?.Arn.Value,
            History = new ImageHistory(world.Clients, recipe.Name.Value, release).ReadAsync,
        };
        summary = await new MoveRun(context, settings, host).MoveAsync(summary, order, world, cancellationToken);
        return summary.Moves.Any(move => move.End is ProposalEnd.Proposed) ? summary with { Outcome = "moved" } : summary;
    }
}
