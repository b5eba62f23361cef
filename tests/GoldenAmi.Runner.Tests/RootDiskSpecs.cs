using GoldenAmi.Processes;

namespace GoldenAmi.Runner.Tests;

public sealed class RootDiskSpecs : IDisposable
{
    private const string Disk = "sys/devices/pci0000:00/virtio3/block/vda";
    private const int GiB = 2 * 1024 * 1024; // in sectors of 512 bytes

    private readonly MachineRoot _root = new();
    private readonly List<string> _run = [];

    public RootDiskSpecs()
    {
        _root.Put("proc/self/mountinfo", "22 26 0:20 / /sys rw - sysfs sysfs rw\n26 1 254:2 / / rw,relatime shared:1 - ext4 /dev/vda2 rw\n27 26 254:16 / /mnt rw - ext2 /dev/vdb rw\n");
        Partition("vda1", number: 1, start: 2048, size: 2048);
        Partition("vda2", number: 2, start: 4096, size: (8 * GiB) - 4096 - 2048);
        Directory.CreateDirectory(_root.At("sys/dev/block"));
        Directory.CreateSymbolicLink(_root.At("sys/dev/block/254:2"), _root.At(Disk + "/vda2"));
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task A_root_partition_with_room_behind_it_fills_its_disk_and_so_does_its_file_system()
    {
        DiskHas(10 * GiB);

        Assert.Null(await GrowAsync());

        Assert.Equal(["growpart /dev/vda 2", "resize2fs /dev/vda2"], _run);
    }

    [Fact]
    public async Task A_disk_of_its_parents_size_is_left_alone()
    {
        DiskHas(8 * GiB);

        Assert.Null(await GrowAsync());

        Assert.Empty(_run);
    }

    [Fact]
    public async Task A_partition_that_stands_behind_the_root_is_not_run_over()
    {
        DiskHas(20 * GiB);
        Partition("vda3", number: 3, start: 8 * GiB, size: GiB);

        Assert.Null(await GrowAsync());

        Assert.Empty(_run);
    }

    [Fact]
    public async Task A_root_that_is_no_partition_is_left_alone()
    {
        DiskHas(20 * GiB);
        _root.Put("proc/self/mountinfo", "26 1 0:40 / / rw - overlay overlay rw\n");

        Assert.Null(await GrowAsync());

        Assert.Empty(_run);
    }

    [Fact]
    public async Task A_tool_that_fails_is_named_with_its_words_and_nothing_follows()
    {
        DiskHas(10 * GiB);

        var why = await GrowAsync(new ProcessResult(2, "", "FAILED: no\nsfdisk\n", TimedOut: false));

        Assert.Equal("the disk is larger than its root file system, and 'growpart /dev/vda 2' ended with exit code 2: FAILED: no sfdisk", why);
        Assert.Equal(["growpart /dev/vda 2"], _run);
    }

    private Task<string?> GrowAsync(ProcessResult? result = null) =>
        new RootDisk(_root.Path).GrowAsync(new Recorder(_run, result ?? new ProcessResult(0, "", "", TimedOut: false)), CancellationToken.None);

    private void DiskHas(long sectors) => _root.Put($"{Disk}/size", $"{sectors}\n");

    private void Partition(string name, int number, long start, long size)
    {
        _root.Put($"{Disk}/{name}/partition", $"{number}\n");
        _root.Put($"{Disk}/{name}/start", $"{start}\n");
        _root.Put($"{Disk}/{name}/size", $"{size}\n");
    }

    private sealed class Recorder(List<string> run, ProcessResult result) : IProcessRunner
    {
        public Task<ProcessResult> RunAsync(ProcessSpec spec, CancellationToken ct)
        {
            run.Add($"{spec.FileName} {string.Join(' ', spec.Arguments)}");
            return Task.FromResult(result);
        }
    }
}
