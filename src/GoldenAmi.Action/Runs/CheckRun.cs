using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Reports;
using GoldenAmi.Checks;
using GoldenAmi.Diagnostics;
using GoldenAmi.Locks;
using GoldenAmi.Recipes;

namespace GoldenAmi.Action.Runs;

/// <summary><c>check</c>: what is newer, changed, stale or revoked, and why; with <c>--write</c> the new lock, with <c>--propose</c> a pull request of it, with <c>--adopt</c> the release of what the schedule built.</summary>
internal sealed class CheckRun(ProgramContext context, Settings settings, Host host)
{
    public async Task<Ending> RunAsync(ProgramCommand command, CancellationToken cancellationToken)
    {
        using var proposals = new ProposeLock(context, settings);
        using var schedules = new AdoptScheduled(context, settings);
        var ending = await new RoadRun(context, settings, host).RunAsync(
            new RoadCommand(command.Name, (step, ct) => settings.Adopt ? AdoptAsync(step, schedules, ct) : CheckAsync(step, ct),
                (arrival, ct) => settings.Adopt ? schedules.ArriveAsync(arrival, ct) : ArriveAsync(arrival, proposals, ct)) { Pins = Pins.Ignored, AtOnce = settings.Adopt ? null : RoadCommand.Readers }, cancellationToken);
        return ending == Ending.Changes && !settings.ExitCode ? Ending.Done : ending;
    }

    /// <summary>Adopts first: what is said of the release is said of the one that it is then.</summary>
    private async Task<RunSummary> AdoptAsync(RoadStep step, AdoptScheduled schedules, CancellationToken cancellationToken)
    {
        var (summary, adoption) = await schedules.AdoptAsync(step, cancellationToken);
        if (summary.Ending != Ending.Done)
        {
            return summary;
        }

        var found = await CheckAsync(step with { Summary = summary }, cancellationToken);
        return found with { Outcome = summary.Outcome, Check = found.Check! with { Rows = [.. adoption.Rows, .. found.Check.Rows] } };
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

    private async Task<RunSummary> ArriveAsync(RecipeArrival arrival, ProposeLock proposals, CancellationToken cancellationToken)
    {
        if (!settings.Write && !settings.Propose)
        {
            return arrival.Summary;
        }

        var recipe = arrival.Images[0].Recipe!;
        if (FindPins(arrival) is not { } pins)
        {
            return new RunFailure(Ending.Refused, [new Diagnostic(ErrorCode.LockNotWritten,
                $"The lock of '{recipe.Name.Value}' was not written: what is newest was not seen.", recipe.Name.Place, "allow the reads that are named above, and run it again.")]).Tell(arrival.Summary, arrival.Report);
        }

        var summary = settings.Propose ? await proposals.ProposeAsync(arrival, new LockChange(recipe, arrival.Lock, pins, RowsOf(arrival)), cancellationToken) : arrival.Summary;
        return settings.Write ? Write(summary, arrival, recipe, pins) : summary;
    }

    /// <summary>What the lock is to pin, by image; null when that was not wholly seen.</summary>
    private static SortedDictionary<string, ImageLock>? FindPins(RecipeArrival arrival)
    {
        var pins = new SortedDictionary<string, ImageLock>(StringComparer.Ordinal);
        foreach (var image in arrival.Images)
        {
            if (image.Check!.NewLock is not { } own)
            {
                return null;
            }

            pins[image.Recipe!.ResourceName] = own;
        }

        return pins;
    }

    private static List<(string Image, CheckRow Row)> RowsOf(RecipeArrival arrival) =>
        [.. arrival.Images.SelectMany(image => image.Check!.Rows.Select(row => (image.Recipe!.ResourceName, row)))];

    private static RunSummary Write(RunSummary summary, RecipeArrival arrival, Recipe recipe, SortedDictionary<string, ImageLock> pins)
    {
        var file = LockFile.Write(recipe, arrival.Lock, pins);
        arrival.Report.Say(LockFile.NameOf(recipe), file is null ? "is as it was" : $"written: {pins.Count} {(pins.Count == 1 ? "image" : "images")}");
        return file is null ? summary : summary with { LockWritten = file };
    }
}
