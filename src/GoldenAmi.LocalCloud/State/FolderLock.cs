using System.Globalization;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.LocalCloud.State;

/// <summary>
/// One process per state folder: a file that is held open and says whose it is. The operating system lets go of it when its process dies, however it dies.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    public const string FileName = "lock";

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, waiting a while for another process to let go.</summary>
    /// <exception cref="UserErrorException">GA0400: another process has it.</exception>
    public static async Task<FolderLock> TakeAsync(string folder, TimeSpan patience, TimeProvider time, CancellationToken ct)
    {
        var path = Path.Combine(folder, FileName);
        var start = time.GetTimestamp();
        while (true)
        {
            if (TryTake(path) is { } taken)
            {
                return taken;
            }

            if (time.GetElapsedTime(start) >= patience)
            {
                throw new UserErrorException(Ending.Refused, InUse(folder, path));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), time, ct);
        }
    }

    public void Dispose() => _file.Dispose();

    private static FolderLock? TryTake(string path)
    {
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            File.WriteAllText(path + ".owner", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new FolderLock(file);
        }
        catch (IOException problem) when (problem is not DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static Diagnostic InUse(string folder, string path)
    {
        // The lock file itself cannot be read while it is held.
        var owner = File.Exists(path + ".owner") ? File.ReadAllText(path + ".owner").Trim() : "unknown";
        return new Diagnostic(
            ErrorCode.CloudFolderInUse,
            $"The state folder '{folder}' is in use by another process (id {owner}).",
            Place: null,
            "wait until it ends, or give this run a state folder of its own.");
    }
}
