using System.Security.Cryptography;
using GoldenAmi.Components.Actions;
using GoldenAmi.Components.Language;
using GoldenAmi.Components.Running;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Components.Guest;

/// <summary>Does the work of a <see cref="GuestWorkFolder"/> in this machine, over restarts.</summary>
/// <param name="emit">Takes the events, one at a time; <see cref="GuestEvent.Rebooting"/> and <see cref="GuestEvent.Finished"/> are the caller's to tell.</param>
public sealed class GuestRun(GuestMachine machine, Action<GuestEvent> emit)
{
    /// <summary>Begins the work, or goes on with it after a restart that a step asked for.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the running step's processes have been killed.</exception>
    public async Task<GuestRunEnd> RunAsync(CancellationToken ct)
    {
        var progress = new RunProgress(machine.StateFolder);
        try
        {
            var json = await File.ReadAllBytesAsync(Path.Combine(machine.WorkFolder, GuestWorkFolder.WorkFile), ct);
            var work = GuestWorkFolder.Parse(System.Text.Encoding.UTF8.GetString(json));
            var digest = Convert.ToHexStringLower(SHA256.HashData(json));
            var (state, interrupted) = await progress.BeginAsync(digest, ct);
            emit(new GuestEvent.Booted(state.Reboots + 1));
            if (interrupted)
            {
                return NotBegun("the machine restarted by itself while a step ran; a step asks for a restart with exit status 194 or the action Reboot");
            }

            var end = await RunAsync(work, await ReadAsync(work, ct), state, ct);
            if (end is RunEnd.RebootWanted reboot)
            {
                await progress.SaveAsync(reboot.State, CancellationToken.None);
                return new GuestRunEnd.RebootWanted();
            }

            progress.Remove();
            return end is RunEnd.Failed failed ? new GuestRunEnd.Failed(failed.Failure) : new GuestRunEnd.Succeeded(work);
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            progress.Remove();
            return NotBegun(failure.Message.ReplaceLineEndings(" "));
        }
    }

    private Task<RunEnd> RunAsync(GuestWork work, IReadOnlyList<DocumentRun> documents, SavedRun state, CancellationToken ct)
    {
        Directory.CreateDirectory(work.WorkingDirectory);
        var world = new StepWorld
        {
            Processes = machine.Processes,
            Time = machine.Time,
            Environment = machine.Environment,
            WorkingDirectory = work.WorkingDirectory,
            ScriptFolder = Path.Combine(machine.StateFolder, "scripts"),
            OnLine = (_, _) => { },
        };
        return new Interpreter(world, emit).RunAsync(documents, work.Phases, state, ct);
    }

    private async Task<IReadOnlyList<DocumentRun>> ReadAsync(GuestWork work, CancellationToken ct)
    {
        var documents = new List<DocumentRun>();
        foreach (var order in work.Documents)
        {
            var text = await File.ReadAllTextAsync(Path.Combine(machine.WorkFolder, GuestWorkFolder.Inside(order.File)), ct);
            var (document, problems) = ComponentDocument.Parse(text, order.File);
            documents.Add(new DocumentRun(order, document ?? throw new InvalidDataException($"{order.Id}: {problems.First(problem => problem.Severity == Severity.Error)}")));
        }

        return documents;
    }

    private static GuestRunEnd.Failed NotBegun(string why) => new(new GuestFailure("", "", "", "", why, []));
}

/// <summary>What the work may use of the machine that it runs in.</summary>
public sealed record GuestMachine
{
    /// <summary>The folder with <c>work.json</c> and the documents.</summary>
    public required string WorkFolder { get; init; }

    /// <summary>A folder on the machine's own disk for what must survive a restart; made when missing, removed at the end.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Exactly the variables that the steps' processes get.</summary>
    public required IReadOnlyDictionary<string, string?> Environment { get; init; }

    public required Processes.IProcessRunner Processes { get; init; }

    public required TimeProvider Time { get; init; }
}

/// <summary>How the work, or this start of the machine, ended.</summary>
public abstract record GuestRunEnd
{
    private GuestRunEnd()
    {
    }

    /// <summary>Every document ended well.</summary>
    public sealed record Succeeded(GuestWork Work) : GuestRunEnd;

    /// <summary>A step failed, or the work could not begin.</summary>
    public sealed record Failed(GuestFailure Failure) : GuestRunEnd;

    /// <summary>The machine must restart; <see cref="GuestRun"/> then goes on.</summary>
    public sealed record RebootWanted : GuestRunEnd;
}
