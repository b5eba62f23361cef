using System.Diagnostics;
using GoldenAmi.Machines.Qemu;
using GoldenAmi.Processes;

namespace GoldenAmi.Machines.Tests.Qemu;

/// <summary>Machines whose empty disk never boots: they stand still until somebody ends them, and cost next to nothing.</summary>
public sealed class OwnershipVirtualMachineSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Cancelling_a_machine_leaves_neither_a_process_nor_a_file()
    {
        using var cancel = new CancellationTokenSource();
        var machines = new QemuMachines(OwnerProcess.Options(_folder.Path));
        var running = machines.RunAsync(OwnerProcess.Order(_folder.Path, await EmptyDiskAsync(), TimeSpan.FromMinutes(5)), _ => { }, cancel.Token);
        await UntilAsync(() => Machines().Count > 0);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Empty(Machines());
        Assert.Empty(Directory.EnumerateDirectories(_folder.File("machines")));
    }

    [Fact]
    public async Task A_machine_that_does_not_power_off_is_ended_at_its_deadline()
    {
        var machines = new QemuMachines(OwnerProcess.Options(_folder.Path));

        var end = await machines.RunAsync(OwnerProcess.Order(_folder.Path, await EmptyDiskAsync(), TimeSpan.FromSeconds(1)), _ => { }, CancellationToken.None);

        Assert.IsType<MachineEnd.TimedOut>(end);
        Assert.Empty(Machines());
        Assert.Empty(Directory.EnumerateDirectories(_folder.File("machines")));
    }

    [Fact]
    public async Task A_machine_does_not_outlive_its_owner_that_is_killed_and_the_next_one_removes_its_files()
    {
        var disk = await EmptyDiskAsync();
        using var owner = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(OwnerProcess).Assembly.Location, _folder.Path, disk]))!;
        await UntilAsync(() => Machines().Count > 0);

        owner.Kill(); // SIGKILL, to the owner alone
        await owner.WaitForExitAsync();

        await UntilAsync(() => Machines().Count == 0);
        Assert.Single(Directory.EnumerateDirectories(_folder.File("machines")));
        using (await MachineFolder.CreateAsync(_folder.File("machines"), TimeProvider.System, CancellationToken.None))
        {
            Assert.Single(Directory.EnumerateDirectories(_folder.File("machines")));
        }

        Assert.Empty(Directory.EnumerateDirectories(_folder.File("machines")));
    }

    [Fact]
    public async Task A_disk_that_is_none_is_lost_or_refused_with_the_tools_words()
    {
        var broken = _folder.Write("broken.qcow2", "this is no disk");
        var machines = new QemuMachines(OwnerProcess.Options(_folder.Path));

        var refused = await Assert.ThrowsAsync<Diagnostics.UserErrorException>(
            () => machines.RunAsync(OwnerProcess.Order(_folder.Path, broken, TimeSpan.FromSeconds(5)), _ => { }, CancellationToken.None));

        Assert.StartsWith("error GA0454: 'qemu-img create' ended with exit code 1: ", refused.Diagnostics[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateDirectories(_folder.File("machines")));
    }

    private async Task<string> EmptyDiskAsync()
    {
        var disk = _folder.File("empty.qcow2");
        await new ProcessRunner(TimeProvider.System).RunAsync(new ProcessSpec("qemu-img", ["create", "-q", "-f", "qcow2", disk, "1M"]), CancellationToken.None);
        return disk;
    }

    /// <summary>The processes of this test's folder: qemu and what watches it.</summary>
    private List<string> Machines() =>
        [.. Directory.EnumerateDirectories("/proc").Select(CommandLine).Where(line => line.Contains("-nodefaults", StringComparison.Ordinal) && line.Contains(_folder.Path, StringComparison.Ordinal))];

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!isSo())
        {
            await tick.WaitForNextTickAsync(deadline.Token);
        }
    }
}
