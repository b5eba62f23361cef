using GoldenAmi.Components.Guest;
using GoldenAmi.Components.Language;
using GoldenAmi.Machines;
using GoldenAmi.Machines.Scripted;

namespace GoldenAmi.Action.Tests.Road;

/// <summary>Machines that tell what a runner would tell of the documents they are given: every step succeeds, but for the one that is to fail.</summary>
internal sealed class PlayedDocuments
{
    private int _starts;

    /// <summary>Name of a step that fails, or null.</summary>
    public string? FailingStep { get; init; }

    /// <summary>A line that every step writes.</summary>
    public string Line { get; init; } = "working";

    /// <summary>Whether machines hang until they are stopped.</summary>
    public bool Hang { get; init; }

    /// <summary>How many machines were started.</summary>
    public int Starts => _starts;

    /// <summary>Completed when the first machine is at work.</summary>
    public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IMachines Machines(string folder) => new ScriptedMachines(PlayAsync, folder, TimeProvider.System);

    private async Task<MachineEnd> PlayAsync(MachineOrder order, Action<string> onLine, CancellationToken ct)
    {
        Interlocked.Increment(ref _starts);
        Started.TrySetResult();
        if (Hang)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
        }

        var work = GuestWorkFolder.Parse(await File.ReadAllTextAsync(Path.Combine(order.SeedFolder, GuestWorkFolder.WorkFile), ct));
        Tell(new GuestEvent.Booted(1));
        GuestFailure? failure = null;
        foreach (var document in work.Documents)
        {
            var text = await File.ReadAllTextAsync(Path.Combine(order.SeedFolder, document.File), ct);
            failure = Play(document, ComponentDocument.Parse(text, document.File).Document!, work.Phases, Tell);
            if (failure is not null)
            {
                break;
            }
        }

        Tell(new GuestEvent.Finished(failure is null ? FinishStatus.Success : FinishStatus.Failed, failure));
        return new MachineEnd.PoweredOff();

        void Tell(GuestEvent happened) => onLine(happened.ToLine());
    }

    private GuestFailure? Play(GuestDocument order, ComponentDocument document, IReadOnlyList<string> phases, Action<GuestEvent> tell)
    {
        foreach (var (phase, step) in document.Phases.Where(phase => phases.Contains(phase.Name)).SelectMany(phase => phase.Steps.Select(step => (phase.Name, step))))
        {
            var fails = step.Name == FailingStep;
            tell(new GuestEvent.StepStarted(order.Id, phase, step.Name, step.Action, 1));
            tell(new GuestEvent.Output(StreamName.Stdout, Line));
            tell(new GuestEvent.StepEnded(order.Id, phase, step.Name, step.Action, fails ? StepStatus.Failed : StepStatus.Success, fails ? 7 : 0, fails ? "exit status 7" : "", 1200));
            if (fails)
            {
                tell(new GuestEvent.DocumentEnded(order.Id, DocumentStatus.Failed));
                return new GuestFailure(order.Id, phase, step.Name, step.Action, "exit status 7", ["connection refused", "giving up"]);
            }
        }

        tell(new GuestEvent.DocumentEnded(order.Id, DocumentStatus.Success));
        return null;
    }
}
