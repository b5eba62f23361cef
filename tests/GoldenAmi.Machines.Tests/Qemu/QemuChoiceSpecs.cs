using GoldenAmi.Diagnostics;
using GoldenAmi.Machines.Qemu;
using GoldenAmi.Processes;

namespace GoldenAmi.Machines.Tests.Qemu;

public sealed class QemuChoiceSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(33, false, "kvm")] // the guest's code ran: it ended its machine with the code that says so
    [InlineData(0, false, "tcg,thread=multi")]
    [InlineData(1, false, "tcg,thread=multi")] // qemu could not open the device
    [InlineData(134, false, "tcg,thread=multi")] // qemu aborted: the host does not take all that its processor says of itself
    [InlineData(137, true, "tcg,thread=multi")] // the guest stood still
    public async Task Hardware_is_used_only_when_it_really_ran_a_guests_code(int exitCode, bool timedOut, string chosen)
    {
        var device = _folder.Write("kvm", "");
        var accelerator = new Accelerator(new Answer(_ => new ProcessResult(exitCode, "", "", timedOut)));

        Assert.Equal(chosen, (await accelerator.ChooseAsync(device, _folder.Path, CancellationToken.None)).Accelerator);
    }

    [Fact]
    public async Task The_guest_is_run_on_the_processor_that_machines_would_have()
    {
        IReadOnlyList<string> tried = [];
        var accelerator = new Accelerator(new Answer(spec =>
        {
            tried = spec.Arguments;
            return new ProcessResult(33, "", "", TimedOut: false);
        }));

        var chosen = await accelerator.ChooseAsync(_folder.Write("kvm", ""), _folder.Path, CancellationToken.None);

        Assert.Equal(new Processor("kvm", "host"), chosen);
        Assert.Equal(["-accel", "kvm", "-cpu", "host"], tried.Take(4));
    }

    [Fact]
    public async Task Without_the_device_nothing_is_tried()
    {
        var accelerator = new Accelerator(new Answer(_ => throw new InvalidOperationException("Nothing was to be run.")));

        Assert.Equal(Accelerator.Software, await accelerator.ChooseAsync(_folder.File("kvm"), _folder.Path, CancellationToken.None));
    }

    [Fact]
    public async Task A_disk_of_another_architecture_is_refused_before_anything_starts()
    {
        var order = OwnerProcess.Order(_folder.Path, _folder.Write("disk.qcow2", ""), TimeSpan.FromMinutes(1)) with { Architecture = "arm64" };

        var refused = await Assert.ThrowsAsync<UserErrorException>(() => new QemuMachines(OwnerProcess.Options(_folder.Path)).RunAsync(order, _ => { }, CancellationToken.None));

        Assert.Equal(
            $"error {ErrorCode.MachineArchitectureNotServed}: The parent is of the architecture 'arm64'; virtual machines of this program are x86_64. Fix: build it on AWS, or name a parent of x86_64.",
            refused.Message);
        Assert.Equal(Ending.Usage, refused.Ending);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 2)]
    [InlineData(64, 4)]
    public void A_machine_has_half_of_the_processors(int processors, int cpus) => Assert.Equal(cpus, QemuCommand.CpusFor(processors));

    [Theory]
    [InlineData(1L << 30, 512)]
    [InlineData(8L << 30, 2048)]
    [InlineData(256L << 30, 4096)]
    public void A_machine_has_a_quarter_of_the_memory(long available, int mebibytes) => Assert.Equal(mebibytes, QemuCommand.MemoryFor(available));

    [Fact]
    public void A_comma_in_a_path_does_not_end_qemus_option()
    {
        var command = new QemuCommand { Processor = Accelerator.Software, Disk = "/a,b/disk", Seed = "/seed", Name = "x,y", Cpus = 1, MemoryMib = 512 };

        Assert.Contains("file=/a,,b/disk,if=virtio,format=qcow2,cache=unsafe,discard=unmap,detect-zeroes=unmap", command.Arguments);
        Assert.Contains("golden-ami x,,y", command.Arguments);
    }

    private sealed class Answer(Func<ProcessSpec, ProcessResult> result) : IProcessRunner
    {
        public Task<ProcessResult> RunAsync(ProcessSpec spec, CancellationToken ct) => Task.FromResult(result(spec));
    }
}
