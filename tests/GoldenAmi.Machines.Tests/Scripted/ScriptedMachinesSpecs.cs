using GoldenAmi.Machines.Scripted;
using GoldenAmi.Processes;

namespace GoldenAmi.Machines.Tests.Scripted;

public sealed class ScriptedMachinesSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_machine_says_what_its_play_says_and_leaves_a_disk_that_qemu_reads()
    {
        var machines = Machines((order, onLine, _) =>
        {
            onLine($"{order.Name} is up");
            return Task.FromResult<MachineEnd>(new MachineEnd.PoweredOff());
        });
        var parent = await machines.PrepareBaseAsync(BaseImage.Debian12, _ => { }, CancellationToken.None);
        var lines = new List<string>();

        var end = await machines.RunAsync(Order(parent, _folder.File("images/result.qcow2")), lines.Add, CancellationToken.None);

        Assert.IsType<MachineEnd.PoweredOff>(end);
        Assert.Equal(["build web is up"], lines);
        Assert.NotEqual(await File.ReadAllBytesAsync(parent), await File.ReadAllBytesAsync(_folder.File("images/result.qcow2")));
        var check = await new ProcessRunner(TimeProvider.System).RunAsync(
            new ProcessSpec("qemu-img", ["check", "-f", "qcow2", _folder.File("images/result.qcow2")]), CancellationToken.None);
        Assert.True(check.Succeeded, check.Output + check.Error);
        Assert.Contains("No errors were found", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_base_disk_is_made_once()
    {
        var machines = Machines((_, _, _) => throw new InvalidOperationException());
        var progress = new List<string>();

        var first = await machines.PrepareBaseAsync(BaseImage.Debian12, progress.Add, CancellationToken.None);
        var content = await File.ReadAllBytesAsync(first);
        await machines.PrepareBaseAsync(BaseImage.Debian12, progress.Add, CancellationToken.None);

        Assert.Equal(content, await File.ReadAllBytesAsync(first));
        Assert.Equal(["making the base disk, once"], progress);
    }

    [Fact]
    public async Task A_machine_that_hangs_is_timed_out_and_leaves_no_disk()
    {
        var machines = Machines(Hang);
        var parent = await machines.PrepareBaseAsync(BaseImage.Debian12, _ => { }, CancellationToken.None);

        var end = await machines.RunAsync(Order(parent, _folder.File("result.qcow2")) with { Timeout = TimeSpan.FromMilliseconds(20) }, _ => { }, CancellationToken.None);

        Assert.IsType<MachineEnd.TimedOut>(end);
        Assert.False(File.Exists(_folder.File("result.qcow2")));
    }

    [Fact]
    public async Task A_cancelled_machine_throws()
    {
        using var cancel = new CancellationTokenSource();
        var machines = Machines(Hang);
        var parent = await machines.PrepareBaseAsync(BaseImage.Debian12, _ => { }, CancellationToken.None);
        var running = machines.RunAsync(Order(parent, null), _ => { }, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static async Task<MachineEnd> Hang(MachineOrder order, Action<string> onLine, CancellationToken ct)
    {
        await Task.Delay(Timeout.Infinite, ct);
        throw new System.Diagnostics.UnreachableException();
    }

    private ScriptedMachines Machines(MachinePlay play) => new(play, _folder.File("base"), TimeProvider.System);

    private MachineOrder Order(string disk, string? result) => new()
    {
        Name = "build web",
        Disk = disk,
        SeedFolder = _folder.Path,
        ResultDisk = result,
        Timeout = TimeSpan.FromMinutes(1),
    };
}
