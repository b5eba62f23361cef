namespace GoldenAmi.Machines.Qemu;

/// <summary>Locks between processes: an open file that nobody else may open in this way. The kernel lets go of it when the process dies.</summary>
internal static class FileLock
{
    // EWOULDBLOCK of Linux (errno-base.h): a full disk and a read-only one are IOExceptions too, and waiting does not mend them.
    private const int HeldByAnother = 11;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits for the lock.</summary>
    public static async Task<FileStream> TakeAsync(string file, TimeProvider time, CancellationToken ct)
    {
        while (true)
        {
            if (TryTake(file) is { } taken)
            {
                return taken;
            }

            await Task.Delay(Pause, time, ct);
        }
    }

    /// <summary>The lock, or null while another holds it.</summary>
    public static FileStream? TryTake(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when (held.HResult == HeldByAnother)
        {
            return null;
        }
    }
}
