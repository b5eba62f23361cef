using GoldenAmi.Machines;

namespace GoldenAmi.Tests.Builds.Running;

/// <summary>What one machine does: tells lines of the runner's channel and ends.</summary>
internal delegate Task<MachineEnd> MachinePlay(MachineOrder order, Action<string> onLine, CancellationToken ct);

/// <summary>Machines that do what a play says; a disk is a short text.</summary>
internal sealed class PlayedMachines(MachinePlay play, string folder) : IMachines
{
    public async Task<string> PrepareBaseAsync(BaseImage image, Action<string> onProgress, CancellationToken ct)
    {
        var disk = Path.Combine(folder, "base.qcow2");
        await File.WriteAllTextAsync(disk, "base", ct);
        return disk;
    }

    public async Task<MachineEnd> RunAsync(MachineOrder order, Action<string> onLine, CancellationToken ct)
    {
        var end = await play(order, onLine, ct);
        if (end is MachineEnd.PoweredOff && order.ResultDisk is { } disk)
        {
            await File.WriteAllTextAsync(disk, order.Name, ct);
        }

        return end;
    }
}
