using System.Security.Cryptography;

namespace GoldenAmi.Machines.Scripted;

/// <summary>Machines that are told what happens to them: for tests, faults and benchmarks. Nothing boots.</summary>
/// <param name="play">What a machine says and how it ends; a latency is an awaited delay on the clock of the play, a hang one that never ends.</param>
/// <param name="folder">For the base disk.</param>
/// <param name="time">The clock of <see cref="MachineOrder.Timeout"/>; may be virtual.</param>
public sealed class ScriptedMachines(MachinePlay play, string folder, TimeProvider time) : IMachines
{
    // Small, and several of the 512 KiB blocks in which EBS reads a snapshot.
    private const int DiskBytes = 2 * 1024 * 1024;

    /// <inheritdoc/>
    public async Task<string> PrepareBaseAsync(BaseImage image, Action<string> onProgress, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var disk = Path.Combine(folder, $"{image.Distribution}-{image.Release}-{image.Architecture}.qcow2");
        if (!File.Exists(disk))
        {
            onProgress("making the base disk, once");
            await WriteDiskAsync(disk, ct);
        }

        return disk;
    }

    /// <inheritdoc/>
    public async Task<MachineEnd> RunAsync(MachineOrder order, Action<string> onLine, CancellationToken ct)
    {
        if (!File.Exists(order.Disk))
        {
            throw new FileNotFoundException($"The disk '{order.Disk}' of machine '{order.Name}' is not there.", order.Disk);
        }

        using var deadline = new CancellationTokenSource(order.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            var end = await play(order, onLine, either.Token);
            if (end is MachineEnd.PoweredOff && order.ResultDisk is not null)
            {
                await WriteDiskAsync(order.ResultDisk, ct);
            }

            return end;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return new MachineEnd.TimedOut();
        }
    }

    /// <summary>Builds that begin at once may make the same disk: each writes its own, and the last to be ready stays.</summary>
    private static async Task WriteDiskAsync(string disk, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(disk))!);
        var partial = $"{disk}.{Guid.NewGuid():N}.partial";
        await File.WriteAllBytesAsync(partial, PlainQcow2.Of(RandomNumberGenerator.GetBytes(DiskBytes)), ct);
        File.Move(partial, disk, overwrite: true);
    }
}

/// <summary>What one machine does.</summary>
/// <param name="order">The start; its seed folder can be read.</param>
/// <param name="onLine">The runner's channel.</param>
/// <returns>How it ends. A cancelled token (of the caller, or the machine's deadline) ends a machine that hangs.</returns>
public delegate Task<MachineEnd> MachinePlay(MachineOrder order, Action<string> onLine, CancellationToken ct);
