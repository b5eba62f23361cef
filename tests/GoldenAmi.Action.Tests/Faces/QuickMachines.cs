using GoldenAmi.Components.Guest;
using GoldenAmi.Components.Language;
using GoldenAmi.Machines;
using GoldenAmi.Machines.Scripted;

namespace GoldenAmi.Action.Tests.Faces;

/// <summary>Scripted machines that run each step of their documents in no time, and say what a test gives them to say.</summary>
internal static class QuickMachines
{
    /// <param name="folder">For the base disk.</param>
    /// <param name="said">Lines of output of every step: hostile text, for example.</param>
    /// <param name="failing">Name of a step that fails with exit status 7.</param>
    /// <param name="before">Awaited when a machine starts.</param>
    public static IMachines Make(string folder, string said = "hello", string? failing = null, Func<CancellationToken, Task>? before = null) =>
        new ScriptedMachines((order, onLine, ct) => PlayAsync(order, onLine, said, failing, before, ct), folder, TimeProvider.System);

    private static async Task<MachineEnd> PlayAsync(
        MachineOrder order, Action<string> onLine, string said, string? failing, Func<CancellationToken, Task>? before, CancellationToken ct)
    {
        if (before is not null)
        {
            await before(ct);
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
                foreach (var line in said.Split('\n'))
                {
                    Tell(new GuestEvent.Output(StreamName.Stdout, line));
                }

                if (step.Name == failing)
                {
                    Tell(new GuestEvent.StepEnded(given.Id, phase, step.Name, step.Action, StepStatus.Failed, 7, "exit status 7", 12));
                    Tell(new GuestEvent.DocumentEnded(given.Id, DocumentStatus.Failed));
                    Tell(new GuestEvent.Finished(FinishStatus.Failed, new GuestFailure(given.Id, phase, step.Name, step.Action, "exit status 7", [said])));
                    return new MachineEnd.PoweredOff();
                }

                Tell(new GuestEvent.StepEnded(given.Id, phase, step.Name, step.Action, StepStatus.Success, 0, "", 12));
            }

            Tell(new GuestEvent.DocumentEnded(given.Id, DocumentStatus.Success));
        }

        Tell(new GuestEvent.Finished(FinishStatus.Success, null));
        return new MachineEnd.PoweredOff();
    }
}
