using System.Collections.Concurrent;
using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Reports;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Forges;
using GoldenAmi.Publishing;

namespace GoldenAmi.Action.Runs;

/// <summary><c>bump</c> and <c>rollback</c>: move the consumers to a release that is there already. Nothing is built, and nothing in AWS is changed.</summary>
internal sealed class BumpRun(ProgramContext context, Settings settings, Host host)
{
    /// <summary>ARNs of the images that are taken back, by the name of the image.</summary>
    private readonly ConcurrentDictionary<string, string> _takenBack = new(StringComparer.Ordinal);

    /// <summary><c>rollback</c>.</summary>
    public bool IsRollback { get; init; }

    public async Task<Ending> RunAsync(ProgramCommand command, CancellationToken cancellationToken)
    {
        using var move = new MoveConsumers(context, settings);
        return await new RoadRun(context, settings, host).RunAsync(new RoadCommand(command.Name, FindAsync, (arrival, ct) => MoveAsync(move, arrival, ct)) { Pins = Pins.Ignored }, cancellationToken);
    }

    private async Task<RunSummary> FindAsync(RoadStep step, CancellationToken cancellationToken)
    {
        var recipe = step.Node.Recipe;
        var history = await new ReleaseHistory(step.World.Clients).ReadAsync(recipe, cancellationToken);
        var (to, from) = IsRollback ? ReleaseChoice.Rollback(recipe, history, settings.To) : (ReleaseChoice.Newest(recipe, history), null);
        if (from is not null)
        {
            _takenBack[step.Node.Name] = from.Arn.Value;
        }

        step.Report.Say(step.Node.Name, from is null ? $"{to.Version} is the newest release that is in every region" : $"goes back from {from.Version} to {to.Version}");
        var result = new BuildResult { Recipe = recipe, Outcome = Outcome.Reused, Release = to.ToRelease(), Inputs = [], Lineage = history.Lineage };
        return step.Summary with { Outcome = "unchanged", Ending = Ending.Done, Build = result };
    }

    private async Task<RunSummary> MoveAsync(MoveConsumers move, RecipeArrival arrival, CancellationToken cancellationToken)
    {
        var summary = await move.MoveAsync(arrival, _takenBack.GetValueOrDefault(arrival.Images[0].Image ?? ""), cancellationToken);
        return summary.Moves.Any(each => each.End is ProposalEnd.Proposed) ? summary with { Outcome = "moved" } : summary;
    }
}
