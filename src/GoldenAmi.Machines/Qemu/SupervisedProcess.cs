using System.Diagnostics;

namespace GoldenAmi.Machines.Qemu;

/// <summary>
/// A program that does not outlive us, however we end, and that a Ctrl-C in our terminal does not reach. A shell in a session of its own waits beside
/// it for the end of a pipe that we hold: the kernel closes it even when we are killed. (PR_SET_PDEATHSIG alone would follow our thread, not our process; between
/// that shell, which has one thread, and the program it serves well.)
/// </summary>
internal sealed class SupervisedProcess : IAsyncDisposable
{
    // $! of the program; the watcher's `read` ends when the pipe does. Both end with this shell, should somebody kill it, and be it before
    // the watcher asked for that: then it has another parent.
    private const string Supervisor = """
        exec 3<&0 </dev/null
        setpriv --pdeathsig KILL -- "$@" 3<&- &
        program=$!
        setpriv --pdeathsig KILL -- /bin/sh -c '[ $PPID = "$2" ] || exit; read -r line <&3; kill -KILL "$1"' golden-ami-watcher $program $$ >/dev/null 2>&1 &
        watcher=$!
        exec 3<&-
        wait $program
        status=$?
        kill -KILL $watcher 2>/dev/null
        exit $status
        """;

    private readonly Process _process;
    private readonly Task _streams;

    private SupervisedProcess(Process process, Action<string> onOutputLine, Action<string> onErrorLine)
    {
        _process = process;
        _streams = Task.WhenAll(
            ReadAsync(process.StandardOutput.BaseStream, onOutputLine),
            ReadAsync(process.StandardError.BaseStream, onErrorLine));
    }

    /// <summary>The supervising shell's process id, which is also that of the session.</summary>
    public int Id => _process.Id;

    /// <summary>Starts the program; lines of each stream are handed out as they come.</summary>
    public static SupervisedProcess Start(string file, IReadOnlyList<string> arguments, Action<string> onOutputLine, Action<string> onErrorLine)
    {
        var start = new ProcessStartInfo("setsid", ["--wait", "/bin/sh", "-c", Supervisor, "golden-ami-machine", file, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => !IsHandedOn(name)).ToList())
        {
            start.Environment.Remove(name);
        }

        var process = Process.Start(start) ?? throw new UnreachableException("A new process is always started.");
        return new SupervisedProcess(process, onOutputLine, onErrorLine);
    }

    /// <summary>What a machine's programs need of this process's environment. Nothing else is handed on: keys and tokens stand there too.</summary>
    private static bool IsHandedOn(string name) =>
        name is "PATH" or "HOME" or "TMPDIR" or "LANG" or "APT_CONFIG" or "SSL_CERT_FILE" or "SSL_CERT_DIR"
        || name.StartsWith("LC_", StringComparison.Ordinal)
        || name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase);

    /// <summary>Waits for the program's end and for all that it wrote.</summary>
    /// <returns>The program's exit code; 128 + signal when a signal ended it.</returns>
    public async Task<int> WaitAsync(CancellationToken ct)
    {
        await _process.WaitForExitAsync(ct);
        await _streams.WaitAsync(ct);
        return _process.ExitCode;
    }

    /// <summary>A reader that throws (a bug in the caller) ends the program, so that it is heard at once.</summary>
    private async Task ReadAsync(Stream stream, Action<string> onLine)
    {
        try
        {
            await new LineReader(onLine).ReadAsync(stream, CancellationToken.None);
        }
        catch
        {
            _process.StandardInput.Close();
            throw;
        }
    }

    /// <summary>Ends the program if it still runs, and waits until it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
