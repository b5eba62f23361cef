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
        await Eventually.IsAsync(() => Machines().Count > 0);

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
        await Eventually.IsAsync(() => Machines().Count > 0);

        owner.Kill(); // SIGKILL, to the owner alone
        await owner.WaitForExitAsync();

        await Eventually.IsAsync(() => Machines().Count == 0);
        Assert.Single(Directory.EnumerateDirectories(_folder.File("machines")));
        using (await MachineFolder.CreateAsync(_folder.File("machines"), TimeProvider.System, CancellationToken.None))
        {
            Assert.Single(Directory.EnumerateDirectories(_folder.File("machines")));
        }

        Assert.Empty(Directory.EnumerateDirectories(_folder.File("machines")));
    }

    [Fact]
    public async Task Two_machines_at_once_have_folders_of_their_own_and_neither_sweeps_the_others()
    {
        using var cancel = new CancellationTokenSource();
        var disk = await EmptyDiskAsync();
        var order = OwnerProcess.Order(_folder.Path, disk, TimeSpan.FromMinutes(5));
        var options = OwnerProcess.Options(_folder.Path);
        var running = new[] { new QemuMachines(options).RunAsync(order, _ => { }, cancel.Token), new QemuMachines(options).RunAsync(order, _ => { }, cancel.Token) };

        await Eventually.IsAsync(() => Machines().Count(process => process.CommandLine.StartsWith("qemu-system", StringComparison.Ordinal)) == 2);
        Assert.Equal(2, Directory.EnumerateDirectories(_folder.File("machines")).Count(folder => File.Exists(Path.Combine(folder, "disk.qcow2"))));

        await cancel.CancelAsync();
        foreach (var machine in running)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => machine);
        }

        Assert.Empty(Directory.EnumerateDirectories(_folder.File("machines")));
    }

    [Fact]
    public async Task A_machine_that_restarts_starts_again_on_the_same_disk_and_its_power_off_ends_it()
    {
        var machines = new QemuMachines(OwnerProcess.Options(_folder.Path));
        var order = OwnerProcess.Order(_folder.Path, await RestartingDisk.WriteAsync(_folder), TimeSpan.FromMinutes(5)) with { ResultDisk = _folder.File("result.qcow2") };

        var end = await machines.RunAsync(order, _ => { }, CancellationToken.None);

        Assert.IsType<MachineEnd.PoweredOff>(end);
        Assert.Equal(1, (await RestartingDisk.ReadAsync(_folder, order.ResultDisk!))[RestartingDisk.Mark]);
    }

    [Fact]
    public async Task A_disk_that_cannot_start_is_lost_with_the_firmwares_words()
    {
        var machines = new QemuMachines(OwnerProcess.Options(_folder.Path)) { StartLimit = TimeSpan.FromSeconds(10) };

        var end = await machines.RunAsync(OwnerProcess.Order(_folder.Path, await EmptyDiskAsync(), TimeSpan.FromMinutes(5)), _ => { }, CancellationToken.None);

        var why = Assert.IsType<MachineEnd.Lost>(end).Why;
        Assert.StartsWith("The machine's runner was not heard within 10 s of its start. The console's last lines:\n", why, StringComparison.Ordinal);
        Assert.Contains("No bootable device", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_whose_folder_has_no_room_left_is_ended_with_the_reason()
    {
        var machines = new QemuMachines(OwnerProcess.Options(_folder.Path)) { FreeRoom = _ => 1024 };

        var end = await machines.RunAsync(OwnerProcess.Order(_folder.Path, await EmptyDiskAsync(), TimeSpan.FromMinutes(5)), _ => { }, CancellationToken.None);

        Assert.Equal($"There is no room left on the disk of '{_folder.File("machines")}', where machines write.", Assert.IsType<MachineEnd.Lost>(end).Why);
        Assert.Empty(Machines());
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_is_named_with_the_systems_words()
    {
        var file = _folder.Write("file", "");
        var machines = new QemuMachines(OwnerProcess.Options(_folder.Path) with { MachinesFolder = Path.Combine(file, "machines") });

        var refused = await Assert.ThrowsAsync<Diagnostics.UserErrorException>(
            async () => await machines.RunAsync(OwnerProcess.Order(_folder.Path, await EmptyDiskAsync(), TimeSpan.FromSeconds(5)), _ => { }, CancellationToken.None));

        Assert.StartsWith($"error GA0457: Virtual machines cannot keep their files in '{file}/machines': ", refused.Diagnostics[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(Diagnostics.Ending.Refused, refused.Ending);
    }

    [Fact]
    public async Task A_raw_disk_is_started_from_and_not_written_to()
    {
        await RestartingDisk.WriteAsync(_folder);
        var raw = await File.ReadAllBytesAsync(_folder.File("restarting.raw"));
        var order = OwnerProcess.Order(_folder.Path, _folder.File("restarting.raw"), TimeSpan.FromMinutes(5)) with { ResultDisk = _folder.File("result.qcow2") };

        var end = await new QemuMachines(OwnerProcess.Options(_folder.Path)).RunAsync(order, _ => { }, CancellationToken.None);

        Assert.IsType<MachineEnd.PoweredOff>(end);
        Assert.Equal(1, (await RestartingDisk.ReadAsync(_folder, order.ResultDisk!))[RestartingDisk.Mark]);
        Assert.Equal(raw, await File.ReadAllBytesAsync(_folder.File("restarting.raw")));
    }

    [Theory]
    [InlineData(false, "error GA0415: Machines cannot start from '")]
    [InlineData(true, "error GA0454: 'qemu-img create' ended with exit code 1: ")]
    public async Task A_disk_that_is_none_is_refused_with_what_it_is_or_the_tools_words(bool hasHeader, string words)
    {
        var broken = _folder.File("broken.qcow2");
        await File.WriteAllBytesAsync(broken, hasHeader ? Disks.SmallDisk.Qcow2() : new byte[1024]);
        var machines = new QemuMachines(OwnerProcess.Options(_folder.Path));

        var refused = await Assert.ThrowsAsync<Diagnostics.UserErrorException>(
            () => machines.RunAsync(OwnerProcess.Order(_folder.Path, broken, TimeSpan.FromSeconds(5)), _ => { }, CancellationToken.None));

        Assert.StartsWith(words, refused.Diagnostics[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateDirectories(_folder.File("machines")));
    }

    private async Task<string> EmptyDiskAsync()
    {
        var disk = _folder.File("empty.qcow2");
        await new ProcessRunner(TimeProvider.System).RunAsync(new ProcessSpec("qemu-img", ["create", "-q", "-f", "qcow2", disk, "1M"]), CancellationToken.None);
        return disk;
    }

    /// <summary>The processes of this test's folder: qemu and what watches it, but for the trial of the processor, which restarts as it likes.</summary>
    private List<RunningProcess> Machines() =>
        [.. ProcessTable.All().Where(process => process.CommandLine.Contains("-no-reboot", StringComparison.Ordinal) && process.CommandLine.Contains(_folder.Path, StringComparison.Ordinal))];
}
