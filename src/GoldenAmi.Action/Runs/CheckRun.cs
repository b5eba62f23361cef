using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Reports;
using GoldenAmi.Checks;
using GoldenAmi.Diagnostics;
using GoldenAmi.Locks;

namespace GoldenAmi.Action.Runs;

/// <summary><c>check</c>: what is newer, changed, stale or revoked, and why; with <c>--write</c> the new lock.</summary>
internal sealed class CheckRun(ProgramContext context, Settings settings, Host host)
{
    public async Task<Ending> RunAsync(ProgramCommand command, CancellationToken cancellationToken)
    {
        var ending = await new RoadRun(context, settings, host).RunAsync(new RoadCommand(command.Name, CheckAsync, ArriveAsync) { Pins = Pins.Ignored }, cancellationToken);
        return ending == Ending.Changes && !settings.ExitCode ? Ending.Done : ending;
    }

    private async Task<RunSummary> CheckAsync(RoadStep step, CancellationToken cancellationToken)
    {
        var found = await new Checker(step.World.Clients, context.Time).CheckAsync(step.Node.Recipe, step.Node.Lock, cancellationToken);
        foreach (var warning in found.Warnings)
        {
            step.Report.Problem(warning);
        }

        return step.Summary with { Outcome = "checked", Ending = found.Changed ? Ending.Changes : Ending.Done, Check = found, Recipe = step.Node.Recipe };
    }

    private Task<RunSummary> ArriveAsync(RecipeArrival arrival, CancellationToken cancellationToken) =>
        Task.FromResult(settings.Write ? Write(arrival) : arrival.Summary);

    private static RunSummary Write(RecipeArrival arrival)
    {
        var recipe = arrival.Images[0].Recipe!;
        var pins = new SortedDictionary<string, ImageLock>(StringComparer.Ordinal);
        foreach (var image in arrival.Images)
        {
            if (image.Check!.NewLock is not { } own)
            {
                return new RunFailure(Ending.Refused, [new Diagnostic(ErrorCode.LockNotWritten,
                    $"The lock of '{recipe.Name.Value}' was not written: what is newest was not seen.", recipe.Name.Place, "allow the reads that are named above, and run it again.")]).Tell(arrival.Summary, arrival.Report);
            }

            pins[image.Recipe!.ResourceName] = own;
        }

        return LockFile.Write(recipe, arrival.Lock, pins) is { } file
            ? Say($"written: {pins.Count} {(pins.Count == 1 ? "image" : "images")}") with { LockWritten = file }
            : Say("is as it was");

        RunSummary Say(string fact)
        {
            arrival.Report.Say(LockFile.NameOf(recipe), fact);
            return arrival.Summary;
        }
    }
}
