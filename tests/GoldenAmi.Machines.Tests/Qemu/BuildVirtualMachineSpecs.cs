using GoldenAmi.Components.Guest;

namespace GoldenAmi.Machines.Tests.Qemu;

/// <summary>A whole build and its test: three starts, the second after a restart, the third from the disk that the build made.</summary>
[Collection(VirtualMachineCollection.Name)]
public sealed class BuildVirtualMachineSpecs(VirtualMachines machines) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_build_on_a_larger_disk_goes_on_after_a_restart_and_the_disk_that_is_kept_starts_from_firmware_and_can_fail_its_test()
    {
        var result = _folder.File("image.qcow2");
        await BuildAsync(result);
        await TestAsync(result);
    }

    private async Task BuildAsync(string result)
    {
        var (end, told) = await machines.RunAsync(GuestStage.Build, machines.Base, """
            schemaVersion: 1.0
            phases:
              - name: build
                steps:
                  - name: Before
                    action: ExecuteBash
                    inputs:
                      commands:
                        - set -eu
                        - echo before > /etc/golden
                        - test "$(df --output=size --block-size=1M / | tail -n 1)" -gt 8704
                        - cp /etc/machine-id /etc/golden-machine-id
                        - cp /etc/ssh/ssh_host_ed25519_key.pub /etc/golden-host-key
                        - cat /proc/sys/kernel/random/boot_id
                  - name: Restart
                    action: Reboot
                  - name: After
                    action: ExecuteBash
                    inputs: { commands: [ "echo after >> /etc/golden", "test {{ build.Before.outputs.stdout }} != $(cat /proc/sys/kernel/random/boot_id)" ] }
            """, result, diskSizeGib: 9);

        Assert.IsType<MachineEnd.PoweredOff>(end);
        Assert.Equal(new GuestEvent.Finished(FinishStatus.Success, null), told[^1]);
        Assert.Equal([1, 2], told.OfType<GuestEvent.Booted>().Select(booted => booted.BootNumber));
        Assert.Equal(["Before", "Restart", "After"], told.OfType<GuestEvent.StepEnded>().Select(ended => ended.Step));
        Assert.Empty(Directory.EnumerateDirectories(machines.MachinesFolder));
        Assert.Equal(9L << 30, await Machines.Qemu.DiskFile.SizeAsync(result, CancellationToken.None));
    }

    // The machine starts by the disk's own boot loader: qemu is given no kernel. The last step fails on purpose.
    private async Task TestAsync(string disk)
    {
        var (end, told) = await machines.RunAsync(GuestStage.Test, disk, """
            schemaVersion: 1.0
            phases:
              - name: test
                steps:
                  - name: HoldsWhatTheBuildWrote
                    action: ExecuteBash
                    inputs: { commands: [ "test \"$(cat /etc/golden)\" = \"$(printf 'before\\nafter')\"" ] }
                  - name: IsAnotherMachine
                    action: ExecuteBash
                    inputs: { commands: [ "set -eu", "test -s /etc/golden-machine-id -a -s /etc/golden-host-key", "if cmp -s /etc/machine-id /etc/golden-machine-id; then exit 2; fi", "if cmp -s /etc/ssh/ssh_host_ed25519_key.pub /etc/golden-host-key; then exit 3; fi" ] }
                  - name: HasNoTraceOfTheBuild
                    action: ExecuteBash
                    inputs: { commands: [ "set -eu", "test ! -e /var/lib/golden-ami/saved.json", "test -z \"$(find /var/lib/cloud -mindepth 1)\"", "command -v cloud-init" ] }
                  - name: Serves
                    action: ExecuteBash
                    inputs: { commands: [ "systemctl is-active ssh" ] }
                  - name: Breaks
                    action: ExecuteBash
                    inputs: { commands: [ "echo fine", "echo 'no such port' >&2", "exit 7" ] }
                  - name: Never
                    action: ExecuteBash
                    inputs: { commands: [ "true" ] }
            """);

        Assert.IsType<MachineEnd.PoweredOff>(end);
        var failure = Assert.IsType<GuestEvent.Finished>(told[^1]).Failure;
        Assert.Equal(("web", "test", "Breaks", "ExecuteBash", "exit status 7"), (failure!.DocumentId, failure.Phase, failure.Step, failure.Action, failure.Message));
        Assert.Equal(["no such port"], failure.StderrTail);
        Assert.Equal(
            ["HoldsWhatTheBuildWrote", "IsAnotherMachine", "HasNoTraceOfTheBuild", "Serves", "Breaks"],
            told.OfType<GuestEvent.StepEnded>().Select(ended => ended.Step));
    }
}
