using System.Globalization;
using GoldenAmi.Machines.Disks;
using GoldenAmi.Processes;

namespace GoldenAmi.Machines.Qemu;

/// <summary>Virtual machines of qemu, on the processor itself where that works, else translated.</summary>
public sealed class QemuMachines(QemuOptions options) : IMachines
{
    // qemu stops a guest whose write finds no room, and waits for room.
    private const long LeastRoom = 32L * 1024 * 1024;

    private static readonly TimeSpan RoomInterval = TimeSpan.FromSeconds(2);

    private Processor? _processor;

    /// <summary>Free bytes of the folder's disk.</summary>
    internal Func<string, long> FreeRoom { get; init; } = folder => new DriveInfo(folder).AvailableFreeSpace;

    /// <summary>A runner that is not heard for this time after the start is not there: a start without hardware help on a busy host takes three minutes.</summary>
    internal TimeSpan StartLimit { get; init; } = TimeSpan.FromMinutes(20);

    private string Folder => options.MachinesFolder ?? Path.Combine(options.CacheFolder, "machines");

    /// <inheritdoc/>
    public Task<string> PrepareBaseAsync(BaseImage image, Action<string> onProgress, CancellationToken ct) =>
        new BaseImageCache(options).PrepareAsync(image, onProgress, ct);

    /// <inheritdoc/>
    public async Task<MachineEnd> RunAsync(MachineOrder order, Action<string> onLine, CancellationToken ct)
    {
        if (order.Architecture != BaseImage.Debian12.Architecture)
        {
            throw MachineProblems.ArchitectureNotServed(order.Architecture);
        }

        using var folder = await FolderGuard.InAsync(Folder, () => MachineFolder.CreateAsync(Folder, options.Time, ct));
        var command = await FolderGuard.InAsync(Folder, () => CommandAsync(folder, order, ct));
        var end = await RunAsync(command, order.Timeout, onLine, ct);
        if (end is MachineEnd.PoweredOff && order.ResultDisk is not null)
        {
            await KeepAsync(command.Disk, order.ResultDisk, ct);
        }

        return end;
    }

    private async Task<QemuCommand> CommandAsync(MachineFolder folder, MachineOrder order, CancellationToken ct) =>
        new()
        {
            Processor = await ProcessorAsync(folder, ct),
            Disk = await OverlayAsync(folder, order, ct),
            Seed = await Seed.WriteAsync(folder, options, order.SeedFolder, HostAccess.Collect("/", options.Environment), ct),
            Name = order.Name,
            Cpus = QemuCommand.CpusFor(Environment.ProcessorCount),
            MemoryMib = QemuCommand.MemoryFor(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes),
        };

    /// <summary>
    /// Starts the machine until it powers off; each restart of the guest is a qemu of its own. One that resets its guest keeps the code that it translated, and every write to
    /// the pages that held it is slow: without hardware help the second start took more than twice the time of the first.
    /// </summary>
    private async Task<MachineEnd> RunAsync(QemuCommand command, TimeSpan timeout, Action<string> onLine, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(timeout, options.Time);
        while (true)
        {
            if (await StartAsync(command, onLine, deadline.Token, ct) is { } end)
            {
                return end;
            }
        }
    }

    /// <returns>Null when the guest restarted.</returns>
    private async Task<MachineEnd?> StartAsync(QemuCommand command, Action<string> onLine, CancellationToken deadline, CancellationToken ct)
    {
        var console = new ConsoleTail();
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var qemu = SupervisedProcess.Start(
            "qemu-system-x86_64",
            command.Arguments,
            line =>
            {
                heard.TrySetResult();
                onLine(line);
            },
            console.Add);
        using var ended = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline);
        try
        {
            var exit = qemu.WaitAsync(either.Token);
            var full = NoRoomAsync(ended.Token);
            var silent = SilentAsync(heard.Task, ended.Token);
            await Task.WhenAny(exit, console.Panic, full, silent);
            if (full.IsCompleted && !exit.IsCompleted)
            {
                await full;
                return new MachineEnd.Lost($"There is no room left on the disk of '{Folder}', where machines write.");
            }

            if (!exit.IsCompleted)
            {
                return new MachineEnd.Lost(console.Panic.IsCompleted
                    ? $"The machine's kernel gave up. {console.Told}"
                    : string.Create(CultureInfo.InvariantCulture, $"The machine's runner was not heard within {StartLimit.TotalSeconds} s of its start. {console.Told}"));
            }

            return await exit is var code and not 0
                ? new MachineEnd.Lost(string.Create(CultureInfo.InvariantCulture, $"qemu ended with exit code {code}. {console.Told}"))
                : console.PoweredOff ? new MachineEnd.PoweredOff() : null;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return new MachineEnd.TimedOut();
        }
        finally
        {
            await ended.CancelAsync();
        }
    }

    private async Task NoRoomAsync(CancellationToken ct)
    {
        using var tick = new PeriodicTimer(RoomInterval, options.Time);
        while (FreeRoom(Folder) >= LeastRoom)
        {
            await tick.WaitForNextTickAsync(ct);
        }
    }

    // Ends when the runner has not been heard in time, and never when it has.
    private async Task SilentAsync(Task heard, CancellationToken ct)
    {
        if (await Task.WhenAny(heard, Task.Delay(StartLimit, options.Time, ct)) == heard)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, options.Time, ct);
        }

        ct.ThrowIfCancellationRequested();
    }

    // Two machines at once may both find out: the answer is the same.
    private async Task<Processor> ProcessorAsync(MachineFolder folder, CancellationToken ct) =>
        _processor ??= await new Accelerator(options.Processes).ChooseAsync("/dev/kvm", folder.Path, ct);

    private async Task<string> OverlayAsync(MachineFolder folder, MachineOrder order, CancellationToken ct)
    {
        var overlay = folder.File("disk.qcow2");
        var form = DiskHeader.Read(order.Disk) switch
        {
            ({ Form: DiskForm.Raw }, _) => "raw",
            ({ Form: DiskForm.Qcow2 }, _) => "qcow2",
            var (_, problem) => throw MachineProblems.DiskUnusable(order.Disk, problem!),
        };
        await QemuImgAsync(["create", "-q", "-f", "qcow2", "-F", form, "-b", Path.GetFullPath(order.Disk), overlay], ct);
        if (order.DiskSizeGib is { } size && (long)size << 30 > await DiskFile.SizeAsync(overlay, ct))
        {
            await QemuImgAsync(["resize", "-q", "-f", "qcow2", overlay, string.Create(CultureInfo.InvariantCulture, $"{size}G")], ct);
        }

        return overlay;
    }

    /// <summary>Whole or not at all: a name that ends in <c>.partial</c> is nobody's disk.</summary>
    private async Task KeepAsync(string overlay, string result, CancellationToken ct)
    {
        var partial = result + ".partial";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(result))!);
        try
        {
            await QemuImgAsync(["convert", "-f", "qcow2", "-O", "qcow2", overlay, partial], ct);
            DiskFile.MoveDurably(partial, result);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private async Task QemuImgAsync(IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var result = await options.Processes.RunAsync(new ProcessSpec("qemu-img", arguments), ct);
        if (!result.Succeeded)
        {
            throw MachineProblems.ToolFailed($"qemu-img {arguments[0]}", result);
        }
    }
}
