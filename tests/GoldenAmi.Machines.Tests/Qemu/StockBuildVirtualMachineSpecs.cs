using GoldenAmi.Components.Guest;
using GoldenAmi.Processes;

namespace GoldenAmi.Machines.Tests.Qemu;

/// <summary>A machine of a disk as distributions publish them: with cloud-init, and nothing of ours. It is the base disk without the files that start the runner.</summary>
[Collection(VirtualMachineCollection.Name)]
public sealed class StockBuildVirtualMachineSpecs(VirtualMachines machines) : IDisposable
{
    // debian.sh: the root file system begins at sector 4096
    private const int RootOffset = 4096 * 512;

    private static readonly string[] Ours = ["/etc/systemd/system/golden-ami-guest.service", "/etc/udev/rules.d/90-golden-ami.rules", "/usr/lib/golden-ami/guest"];

    private readonly TemporaryFolder _folder = new();
    private readonly ProcessRunner _processes = new(TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Cloud_init_starts_the_runner_when_its_own_work_is_done_and_writes_nothing_of_ours_to_the_disk()
    {
        var (end, told) = await machines.RunAsync(GuestStage.Test, await StockDiskAsync(), $$"""
            schemaVersion: 1.0
            phases:
              - name: test
                steps:
                  - name: CloudInitIsDone
                    action: ExecuteBash
                    inputs: { commands: [ "grep -q DataSourceNoCloud /run/cloud-init/result.json", "test -s /etc/ssh/ssh_host_ed25519_key" ] }
                  - name: TheUnitIsOfThisStart
                    action: ExecuteBash
                    inputs: { commands: [ "set -eu", "for file in {{string.Join(' ', Ours)}}; do test ! -e $file; done", "test \"$(systemctl show --property FragmentPath --value golden-ami-guest.service)\" = /run/systemd/system/golden-ami-guest.service" ] }
            """, startedBy: RunnerStart.CloudInit);

        Assert.IsType<MachineEnd.PoweredOff>(end);
        Assert.Equal(new GuestEvent.Finished(FinishStatus.Success, null), told[^1]);
        Assert.Equal(["CloudInitIsDone", "TheUnitIsOfThisStart"], told.OfType<GuestEvent.StepEnded>().Select(ended => ended.Step));
    }

    private async Task<string> StockDiskAsync()
    {
        var disk = _folder.File("stock.raw");
        await RunAsync("qemu-img", "convert", "-f", "qcow2", "-O", "raw", machines.Base, disk);
        var debugfs = File.Exists("/usr/sbin/debugfs") ? "/usr/sbin/debugfs" : "debugfs";
        foreach (var file in Ours)
        {
            await RunAsync(debugfs, "-w", "-R", $"rm {file}", $"{disk}?offset={RootOffset}");
        }

        return disk;
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        var result = await _processes.RunAsync(new ProcessSpec(program, arguments), CancellationToken.None);
        Assert.True(result.Succeeded, $"{program}: {result.Error}");
    }
}
