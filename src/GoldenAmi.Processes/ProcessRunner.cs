using System.ComponentModel;
using System.Diagnostics;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Processes;

/// <summary>Runs real programs.</summary>
/// <param name="time">The clock of <see cref="ProcessSpec.Timeout"/>. Real programs need real time: not a virtual clock.</param>
public sealed class ProcessRunner(TimeProvider time) : IProcessRunner
{
    // A daemon that the program left behind may hold the streams open for ever: what it wrote until then is the result.
    private static readonly TimeSpan DrainGrace = TimeSpan.FromSeconds(2);

    /// <summary>Variables of ours that no program gets unless its <see cref="ProcessSpec.Environment"/> names them: secrets of this process.</summary>
    public IReadOnlyList<string> Withheld { get; init; } = [];

    /// <inheritdoc/>
    public async Task<ProcessResult> RunAsync(ProcessSpec spec, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var process = Start(spec);
        // Not disposed: a stream given up on may still answer later, and neither holds anything.
        var giveUp = new CancellationTokenSource();
        var stop = new CancellationTokenSource();
        var output = new CapturedStream(spec, spec.OnOutputLine);
        var error = new CapturedStream(spec, spec.OnErrorLine);
#pragma warning disable CA2025 // a stream held open by a daemon is closed under its reader on purpose: CapturedStream expects it
        var streams = Task.WhenAll(
            OrStopAsync(output.DrainAsync(process.StandardOutput.BaseStream, giveUp.Token), stop),
            OrStopAsync(error.DrainAsync(process.StandardError.BaseStream, giveUp.Token), stop),
            WriteInputAsync(process.StandardInput.BaseStream, spec));
#pragma warning restore CA2025

        var timedOut = await WaitAsync(process, spec.Timeout, stop.Token, ct);
        await Task.WhenAny(streams, Task.Delay(DrainGrace, time, CancellationToken.None));
        await giveUp.CancelAsync();
        output.Close();
        error.Close();
        if (streams.IsFaulted)
        {
            await streams;
        }

        ct.ThrowIfCancellationRequested();
        return new ProcessResult(process.ExitCode, output.Text, error.Text, timedOut) { Truncated = output.Truncated || error.Truncated };
    }

    /// <summary>A reader of lines that throws (a bug) must not leave the program running.</summary>
    private static async Task OrStopAsync(Task reading, CancellationTokenSource stop)
    {
        try
        {
            await reading;
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    /// <summary>Waits for the program's end, killing its tree at the deadline or when told to stop. True when the deadline did it.</summary>
    private async Task<bool> WaitAsync(Process process, TimeSpan? timeout, CancellationToken stop, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(timeout ?? Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, stop, deadline.Token);
        try
        {
            await process.WaitForExitAsync(either.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            return !stop.IsCancellationRequested && !ct.IsCancellationRequested;
        }
    }

    private Process Start(ProcessSpec spec)
    {
        if (spec.WorkingDirectory is not null && !Directory.Exists(spec.WorkingDirectory))
        {
            throw new DirectoryNotFoundException($"The folder '{spec.WorkingDirectory}', in which '{spec.FileName}' is to start, is not there.");
        }

        try
        {
            return Process.Start(StartInfo(spec)) ?? throw new UnreachableException("A new process is always started.");
        }
        catch (Win32Exception missing) when (missing.NativeErrorCode is NoSuchFile or PermissionDenied)
        {
            throw new UserErrorException(Ending.Refused, NotStarted(spec, missing), missing);
        }
    }

    // errno values of Linux: errno-base.h
    private const int NoSuchFile = 2;
    private const int PermissionDenied = 13;

    private static Diagnostic NotStarted(ProcessSpec spec, Win32Exception missing)
    {
        var why = missing.NativeErrorCode == NoSuchFile ? "is not there" : "may not be executed";
        return new Diagnostic(
            ErrorCode.ProgramNotStarted,
            $"The program '{spec.FileName}' {why}.",
            Place: null,
            "install it, or put its folder into PATH.");
    }

    private ProcessStartInfo StartInfo(ProcessSpec spec)
    {
        var start = new ProcessStartInfo(spec.FileName, spec.Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = spec.WorkingDirectory ?? "",
        };
        if (spec.ClearEnvironment)
        {
            start.Environment.Clear();
        }

        foreach (var secret in Withheld)
        {
            start.Environment.Remove(secret);
        }

        foreach (var (name, value) in spec.Environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static async Task WriteInputAsync(Stream input, ProcessSpec spec)
    {
        try
        {
            await using var closed = input;
            if (spec.StandardInput is not null)
            {
                await input.WriteAsync(spec.Encoding.GetBytes(spec.StandardInput));
            }
        }
        catch (IOException)
        {
            // The program ended, or closed its input, without reading all of it: its own choice.
        }
    }
}
