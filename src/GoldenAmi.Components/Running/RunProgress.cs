using System.Text.Json;
using GoldenAmi.Components.Guest;

namespace GoldenAmi.Components.Running;

/// <summary>Keeps where a run stands over restarts of the machine.</summary>
/// <param name="folder">On the machine's own disk.</param>
internal sealed class RunProgress(string folder)
{
    private string SavedFile => Path.Combine(folder, "saved.json");

    // Holds the digest of the work that runs; a start that finds it was not asked for by a step.
    private string RunningFile => Path.Combine(folder, "running");

    /// <summary>Where to begin.</summary>
    /// <param name="workDigest">Another work's leftovers (of a disk that was copied while it ran) are of no concern.</param>
    /// <returns>And whether the machine went down under this work without being asked.</returns>
    public async Task<(SavedRun State, bool Interrupted)> BeginAsync(string workDigest, CancellationToken ct)
    {
        var saved = File.Exists(SavedFile) ? JsonSerializer.Deserialize(await File.ReadAllTextAsync(SavedFile, ct), GuestJson.Default.SavedRun) : null;
        var interrupted = File.Exists(RunningFile) && await File.ReadAllTextAsync(RunningFile, ct) == workDigest;
        Remove();
        Directory.CreateDirectory(folder);
        await WriteAsync(RunningFile, workDigest, ct);
        return (saved?.WorkDigest == workDigest ? saved : SavedRun.Fresh with { WorkDigest = workDigest }, interrupted);
    }

    /// <summary>The machine is about to restart as a step asked.</summary>
    public async Task SaveAsync(SavedRun state, CancellationToken ct)
    {
        await WriteAsync(SavedFile, JsonSerializer.Serialize(state, GuestJson.Default.SavedRun), ct);
        File.Delete(RunningFile);
    }

    /// <summary>Leaves nothing behind.</summary>
    public void Remove()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The machine is about to go down, or may at any time: the text must be on the disk before.
    private static async Task WriteAsync(string file, string text, CancellationToken ct)
    {
        await using var stream = new FileStream(file, FileMode.Create, FileAccess.Write);
        await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), ct);
        RandomAccess.FlushToDisk(stream.SafeFileHandle);
    }
}
