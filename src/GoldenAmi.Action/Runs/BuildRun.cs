using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Reports;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Runs;

/// <summary><c>build</c>, and <c>collect</c>, which starts no build: the whole road, from recipe files to the branches that move the consumers.</summary>
internal sealed class BuildRun(ProgramContext context, Settings settings, Host host)
{
    /// <summary><c>collect</c>.</summary>
    public bool CollectOnly { get; init; }

    public async Task<Ending> RunAsync(ProgramCommand command, CancellationToken cancellationToken)
    {
        using var move = new MoveConsumers(context, settings);
        return await new RoadRun(context, settings, host).RunAsync(new RoadCommand(command.Name, BuildAsync, (arrival, ct) => move.MoveAsync(arrival, rolledBackFrom: null, ct)), cancellationToken);
    }

    private async Task<RunSummary> BuildAsync(RoadStep step, CancellationToken cancellationToken)
    {
        var recipe = step.Node.Recipe;
        var notes = step.Notes.Open(recipe.Region.Value.Value, step.Report);
        await using var cancelling = cancellationToken.Register(notes.Cancelled);
        IReadOnlyList<CheckedStep> steps = [];
        var options = Options(step, notes) with { OnSteps = seen => steps = seen };
        try
        {
            var end = await new Builder(step.World.Clients, context.Time, step.Report).BuildAsync(recipe, options, cancellationToken);
            return Summarise(end, step) with { Steps = steps };
        }
        catch (Exception failure) when (RunFailure.Find(failure, settings, cancellationToken) is { } found)
        {
            return found.Tell(step.Summary, step.Report) with { Steps = steps };
        }
    }

    private static RunSummary Summarise(BuildEnd end, RoadStep step) => end switch
    {
        BuildEnd.Released { Result: var result } => step.Summary with
        {
            Outcome = result.Outcome.ToString().ToLowerInvariant(),
            Ending = Ending.Done,
            Build = result,
            LocalImages = step.World.FindFiles(result.Release, step.Node.Recipe.Region.Value),
        },
        BuildEnd.Held held => new RunFailure(Ending.TestFailed, [held.Problem]).Tell(step.Summary, step.Report) with { Held = held },
        BuildEnd.Detached detached => step.Summary with { Outcome = "detached", Ending = Ending.Done, Detached = detached },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private BuildOptions Options(RoadStep step, PostNotes notes) => new()
    {
        CollectOnly = CollectOnly,
        OnWork = settings.Local ? null : notes.See,
        Wait = settings.Wait,
        Timeout = step.Timeout,
        OnCancel = settings.OnCancel,
        Force = settings.Force,
        RunTags = RunTags.Of(context),
    };
}
