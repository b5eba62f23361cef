using GoldenAmi.Components.Guest;
using GoldenAmi.Components.Language;
using GoldenAmi.Machines;

namespace GoldenAmi.LocalCloud.Serving;

/// <summary>
/// What scripted machines say under a served cloud, for clients that want Image Builder's protocol and no virtual machines: every step of the chosen phases
/// begins and ends well, and the log says of each that nothing was executed. Steps in loops or under conditions are told once.
/// </summary>
/// <param name="pace">How long each step takes.</param>
public sealed class UnexecutedWork(TimeProvider time, TimeSpan pace)
{
    public const string Confession = "NOT EXECUTED: this machine is scripted; the step counts as done and nothing was run.";

    /// <summary>A <see cref="Machines.Scripted.MachinePlay"/>.</summary>
    public async Task<MachineEnd> PlayAsync(MachineOrder order, Action<string> onLine, CancellationToken ct)
    {
        var work = GuestWorkFolder.Parse(await File.ReadAllTextAsync(Path.Combine(order.SeedFolder, GuestWorkFolder.WorkFile), ct));
        Tell(new GuestEvent.Booted(1));
        foreach (var given in work.Documents)
        {
            var text = await File.ReadAllTextAsync(Path.Combine(order.SeedFolder, given.File), ct);
            var document = ComponentDocument.Parse(text, given.File).Document
                ?? throw new InvalidDataException($"The document of {given.Id} was valid when the component was made and is no longer.");
            foreach (var phase in work.Phases.SelectMany(name => document.Phases.Where(phase => phase.Name == name)))
            {
                foreach (var step in phase.Steps)
                {
                    Tell(new GuestEvent.StepStarted(given.Id, phase.Name, step.Name, step.Action, Attempt: 1));
                    await Task.Delay(pace, time, ct);
                    Tell(new GuestEvent.Output(StreamName.Stdout, Confession));
                    Tell(new GuestEvent.StepEnded(given.Id, phase.Name, step.Name, step.Action, StepStatus.Success, ExitCode: null, Message: "", (long)pace.TotalMilliseconds));
                }
            }

            Tell(new GuestEvent.DocumentEnded(given.Id, DocumentStatus.Success));
        }

        Tell(new GuestEvent.Finished(FinishStatus.Success, Failure: null));
        return new MachineEnd.PoweredOff();

        void Tell(GuestEvent happened) => onLine(happened.ToLine());
    }
}
