using System.Collections.Concurrent;
using GoldenAmi.Components.Guest;
using GoldenAmi.Machines;

namespace GoldenAmi.LocalCloud.Tests.Fakes;

/// <summary>Machines that tell given events, take given times, and write a disk whose content says what it was made from.</summary>
internal sealed class FakeMachines(TimeProvider time, string folder) : IMachines
{
    /// <summary>What each machine did, in order.</summary>
    public ConcurrentQueue<(MachineOrder Order, GuestWork Work, string DiskText)> Runs { get; } = new();

    public int BasesMade { get; private set; }

    public TimeSpan Duration { get; set; } = TimeSpan.FromMinutes(4);

    /// <summary>The step that fails, by the machine's stage; none by default.</summary>
    public GuestStage? FailingStage { get; set; }

    /// <summary>How machines end; by default they power off.</summary>
    public MachineEnd End { get; set; } = new MachineEnd.PoweredOff();

    public async Task<string> PrepareBaseAsync(BaseImage image, Action<string> onProgress, CancellationToken ct)
    {
        var path = Path.Combine(folder, $"base-{image.Distribution}-{image.Release}.qcow2");
        if (!File.Exists(path))
        {
            BasesMade++;
            onProgress("installing packages");
            await File.WriteAllTextAsync(path, $"{image.Distribution} {image.Release}", ct);
        }

        return path;
    }

    public async Task<MachineEnd> RunAsync(MachineOrder order, Action<string> onLine, CancellationToken ct)
    {
        var work = GuestWorkFolder.Parse(await File.ReadAllTextAsync(Path.Combine(order.SeedFolder, GuestWorkFolder.WorkFile), ct));
        var disk = await File.ReadAllTextAsync(order.Disk, ct);
        Runs.Enqueue((order, work, disk));
        onLine(new GuestEvent.Booted(1).ToLine());
        await Task.Delay(Duration, time, ct);
        if (End is not MachineEnd.PoweredOff)
        {
            return End;
        }

        onLine("a line of the kernel");
        onLine(Finish(work).ToLine());
        if (order.ResultDisk is { } result)
        {
            await File.WriteAllTextAsync(result, $"{disk} + {order.Name}", ct);
        }

        return End;
    }

    private GuestEvent.Finished Finish(GuestWork work) => work.Stage == FailingStage
        ? new GuestEvent.Finished(
            FinishStatus.Failed, new GuestFailure(work.Documents[^1].Id, work.Phases[0], "Check", "ExecuteBash", "exit status 1", ["curl: (7) Failed to connect"]))
        : new GuestEvent.Finished(FinishStatus.Success, Failure: null);
}
