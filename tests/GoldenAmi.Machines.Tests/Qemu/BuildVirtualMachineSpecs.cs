using GoldenAmi.Components.Guest;

namespace GoldenAmi.Machines.Tests.Qemu;

[Collection(VirtualMachineCollection.Name)]
public sealed class BuildVirtualMachineSpecs(VirtualMachines machines) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_build_goes_on_after_a_restart_and_the_disk_that_is_kept_starts_from_firmware_with_what_it_wrote()
    {
        var result = _folder.File("image.qcow2");
        var (end, told) = await machines.RunAsync(GuestStage.Build, machines.Base, """
            schemaVersion: 1.0
            phases:
              - name: build
                steps:
                  - name: Before
                    action: ExecuteBash
                    inputs: { commands: [ "echo before > /etc/golden", "cat /proc/sys/kernel/random/boot_id" ] }
                  - name: Restart
                    action: Reboot
                  - name: After
                    action: ExecuteBash
                    inputs: { commands: [ "echo after >> /etc/golden", "test {{ build.Before.outputs.stdout }} != $(cat /proc/sys/kernel/random/boot_id)" ] }
                  - name: StatusRestart
                    action: ExecuteBash
                    inputs: { commands: [ "test -e /etc/again && exit 0", "touch /etc/again", "exit 194" ] }
            """, result);

        Assert.IsType<MachineEnd.PoweredOff>(end);
        Assert.Equal(new GuestEvent.Finished(FinishStatus.Success, null), told[^1]);
        Assert.Equal([1, 2, 3], told.OfType<GuestEvent.Booted>().Select(booted => booted.BootNumber));
        Assert.Equal(["Before", "Restart", "After", "StatusRestart"], told.OfType<GuestEvent.StepEnded>().Select(ended => ended.Step));
        Assert.Empty(Directory.EnumerateDirectories(machines.MachinesFolder));

        // The machine started from the disk's own boot loader: qemu is given no kernel. The build's traces are gone, cloud-init is ready for its first start.
        var (testEnd, tested) = await machines.RunAsync(GuestStage.Test, result, """
            schemaVersion: 1.0
            phases:
              - name: test
                steps:
                  - name: Looks
                    action: ExecuteBash
                    inputs:
                      commands:
                        - set -eu
                        - test "$(cat /etc/golden)" = "$(printf 'before\nafter')"
                        - test ! -e /usr/local/share/ca-certificates/golden-ami-host.crt -o -e /var/lib/golden-ami/running
                        - test ! -e /var/lib/cloud/instance
                        - command -v cloud-init
                        - systemctl is-active ssh
            """);

        Assert.IsType<MachineEnd.PoweredOff>(testEnd);
        Assert.Equal(new GuestEvent.Finished(FinishStatus.Success, null), tested[^1]);
    }

    [Fact]
    public async Task A_failing_step_is_told_with_the_last_lines_of_its_error_stream()
    {
        var (end, told) = await machines.RunAsync(GuestStage.Test, machines.Base, """
            schemaVersion: 1.0
            phases:
              - name: test
                steps:
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
        Assert.DoesNotContain(told, @event => @event is GuestEvent.StepStarted { Step: "Never" });
    }
}
