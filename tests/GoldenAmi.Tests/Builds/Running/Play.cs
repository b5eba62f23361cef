using GoldenAmi.Components.Guest;
using GoldenAmi.Components.Language;
using GoldenAmi.Machines;

namespace GoldenAmi.Tests.Builds.Running;

/// <summary>Machines that run each step of their documents in no time: a step named <c>Fail…</c> fails with exit status 7.</summary>
internal static class Play
{
    /// <param name="before">Awaited when a machine starts, for example to hold it.</param>
    public static MachinePlay Steps(Func<MachineOrder, CancellationToken, Task>? before = null) => async (order, onLine, ct) =>
    {
        if (before is not null)
        {
            await before(order, ct);
        }

        void Tell(GuestEvent happened) => onLine(happened.ToLine());

        Tell(new GuestEvent.Booted(1));
        var work = GuestWorkFolder.Parse(await File.ReadAllTextAsync(Path.Combine(order.SeedFolder, GuestWorkFolder.WorkFile), ct));
        foreach (var given in work.Documents)
        {
            var document = ComponentDocument.Parse(await File.ReadAllTextAsync(Path.Combine(order.SeedFolder, given.File), ct), given.File).Document!;
            foreach (var (phase, step) in work.Phases.SelectMany(phase => document.Phases.Where(each => each.Name == phase).SelectMany(each => each.Steps.Select(step => (phase, step)))))
            {
                Tell(new GuestEvent.StepStarted(given.Id, phase, step.Name, step.Action, 1));
                if (step.Name.StartsWith("Fail", StringComparison.Ordinal))
                {
                    Tell(new GuestEvent.Output(StreamName.Stderr, "curl: (7) Failed to connect"));
                    Tell(new GuestEvent.StepEnded(given.Id, phase, step.Name, step.Action, StepStatus.Failed, 7, "exit status 7", 12));
                    Tell(new GuestEvent.DocumentEnded(given.Id, DocumentStatus.Failed));
                    Tell(new GuestEvent.Finished(FinishStatus.Failed, new GuestFailure(given.Id, phase, step.Name, step.Action, "exit status 7", ["curl: (7) Failed to connect"])));
                    return new MachineEnd.PoweredOff();
                }

                Tell(new GuestEvent.Output(StreamName.Stdout, $"hello of {step.Name}"));
                Tell(new GuestEvent.StepEnded(given.Id, phase, step.Name, step.Action, StepStatus.Success, 0, "", 12));
            }

            Tell(new GuestEvent.DocumentEnded(given.Id, DocumentStatus.Success));
        }

        Tell(new GuestEvent.Finished(FinishStatus.Success, null));
        return new MachineEnd.PoweredOff();
    };
}
