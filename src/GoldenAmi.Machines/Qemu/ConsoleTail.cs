namespace GoldenAmi.Machines.Qemu;

/// <summary>Keeps the last lines of a machine's console, and sees when its kernel gave up.</summary>
internal sealed class ConsoleTail
{
    private const int Lines = 20;
    private const int LongestLine = 500;

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();
    private readonly TaskCompletionSource _panic = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the guest's kernel panicked: it stands still then for ever.</summary>
    public Task Panic => _panic.Task;

    /// <summary>A sentence with the last lines; a machine that wrote nothing is said to.</summary>
    public string Told => Text is { Length: > 0 } text ? $"The console's last lines:\n{text}" : "Its console said nothing.";

    /// <summary>Whether the guest powered itself off; false when it restarted.</summary>
    public bool PoweredOff { get; private set; }

    public string Text
    {
        get
        {
            lock (_lock)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    public void Add(string line)
    {
        var clean = new string([.. line.Take(LongestLine).Where(character => !char.IsControl(character))]);
        if (clean.Contains(QemuCommand.PowerOffTrace, StringComparison.Ordinal))
        {
            PoweredOff = true;
            return;
        }

        lock (_lock)
        {
            _lines.Enqueue(clean);
            if (_lines.Count > Lines)
            {
                _lines.Dequeue();
            }
        }

        // "Kernel panic - not syncing: VFS: Unable to mount root fs": the line ends "---[ end Kernel panic ... ]---"
        if (clean.Contains("end Kernel panic - not syncing", StringComparison.Ordinal))
        {
            _panic.TrySetResult();
        }
    }
}
