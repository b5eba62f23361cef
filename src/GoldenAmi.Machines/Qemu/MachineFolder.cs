using System.Globalization;

namespace GoldenAmi.Machines.Qemu;

/// <summary>
/// A folder for the files of one machine. Its owner holds a lock on it that the kernel lets go of when the owner dies, however that happens;
/// folders without an owner are removed whenever a new one is made.
/// </summary>
internal sealed class MachineFolder : IDisposable
{
    private const string LockFile = ".lock";

    private readonly FileStream _lock;

    private MachineFolder(string path, FileStream locked)
    {
        Path = path;
        _lock = locked;
    }

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes a new folder.</summary>
    /// <param name="parent">The folder of all of them; made when missing.</param>
    public static async Task<MachineFolder> CreateAsync(string parent, TimeProvider time, CancellationToken ct)
    {
        Directory.CreateDirectory(parent);
        // Between the making of a folder and of its lock it would look abandoned.
        using var all = await FileLock.TakeAsync(System.IO.Path.Combine(parent, LockFile), time, ct);
        RemoveAbandoned(parent);
        var path = System.IO.Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Guid.NewGuid():N}"));
        Directory.CreateDirectory(path);
        return new MachineFolder(path, FileLock.TryTake(System.IO.Path.Combine(path, LockFile)) ?? throw new IOException($"The new folder '{path}' is locked by somebody else."));
    }

    private static void RemoveAbandoned(string parent)
    {
        foreach (var folder in Directory.EnumerateDirectories(parent))
        {
            using var taken = FileLock.TryTake(System.IO.Path.Combine(folder, LockFile));
            if (taken is not null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>Removes the folder.</summary>
    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        _lock.Dispose();
    }
}
