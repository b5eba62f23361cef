using System.Security.Cryptography;
using GoldenAmi.LocalCloud.Ebs;
using GoldenAmi.Machines.Setup;
using GoldenAmi.Processes;

namespace GoldenAmi.LocalCloud.Tests.Ebs;

/// <summary>Disks that qemu-img wrote, against the bytes that it wrote them from.</summary>
public sealed class DiskSpecs : IDisposable
{
    private const int Block = 512 * 1024;
    private const int Blocks = 41;

    private readonly string _folder = Directory.CreateTempSubdirectory("golden-ami-disk-").FullName;
    private readonly ProcessRunner _processes = new(TimeProvider.System);

    [Theory]
    [InlineData("compat=1.1")]
    [InlineData("compat=0.10")]
    [InlineData("compat=1.1", "-c")]
    [InlineData("compat=1.1,cluster_size=512")]
    [InlineData("compat=1.1,cluster_size=2M", "-c")]
    [InlineData("compat=1.1,lazy_refcounts=on,cluster_size=128k")]
    public async Task A_disk_is_read_as_qemu_wrote_it(string options, params string[] more)
    {
        var raw = await WriteRawAsync();
        await QemuImgAsync(["convert", "-q", .. more, "-f", "raw", "-O", "qcow2", "-o", options, At("raw"), At("disk.qcow2")]);

        using var disk = DiskBlocks.Open(At("disk.qcow2"));
        var written = disk.Written(0).ToHashSet();

        Assert.True(disk.IsQcow2);
        Assert.Equal(raw.Length, disk.Length);
        for (var index = 0; index < Blocks + 1; index++)
        {
            var expected = index < Blocks ? raw.AsSpan(index * Block, Block).ToArray() : new byte[Block];
            Assert.Equal(expected, disk.Read(index));
            Assert.True(written.Contains(index) || expected.AsSpan().IndexOfAnyExcept((byte)0) < 0, $"Block {index} holds something and is not listed.");
        }

        // With clusters of 2 MiB four blocks are written at once.
        Assert.InRange(written.Count, 3, 20);
        Assert.Equal(written.Where(index => index >= 20).Order(), disk.Written(20));
    }

    [Fact]
    public async Task A_disk_that_needs_another_is_refused()
    {
        await WriteRawAsync();
        await QemuImgAsync(["create", "-q", "-f", "qcow2", "-F", "raw", "-b", At("raw"), At("overlay.qcow2")]);

        var refusal = Assert.Throws<InvalidDataException>(() => DiskBlocks.Open(At("overlay.qcow2")));

        Assert.Contains("backing file True", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_was_cut_off_is_refused()
    {
        await WriteRawAsync();
        await QemuImgAsync(["convert", "-q", "-f", "raw", "-O", "qcow2", At("raw"), At("disk.qcow2")]);
        await using (var file = new FileStream(At("disk.qcow2"), FileMode.Open, FileAccess.Write))
        {
            file.SetLength(200);
        }

        Assert.Throws<InvalidDataException>(() => DiskBlocks.Open(At("disk.qcow2")));
    }

    [Fact]
    public async Task A_file_that_is_no_qcow2_is_the_disk_itself()
    {
        var raw = await WriteRawAsync();

        using var disk = DiskBlocks.Open(At("raw"));

        Assert.False(disk.IsQcow2);
        Assert.Equal(Enumerable.Range(0, Blocks), disk.Written(0));
        Assert.Equal(raw.AsSpan(7 * Block, Block).ToArray(), disk.Read(7));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string file) => Path.Combine(_folder, file);

    // Random bytes across a block's border, text (which compresses), and at the very end; the rest are holes.
    private async Task<byte[]> WriteRawAsync()
    {
        var raw = new byte[Blocks * Block];
        RandomNumberGenerator.Fill(raw.AsSpan((3 * Block) - 70_000, 140_000));
        raw.AsSpan(7 * Block, 300_000).Fill((byte)'a');
        raw.AsSpan((25 * Block) + 100, 5).Fill(1);
        raw[^1] = 9;
        await File.WriteAllBytesAsync(At("raw"), raw);
        return raw;
    }

    private async Task QemuImgAsync(string[] arguments)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        await new MachineSetup(_processes, path, Environment.IsPrivilegedProcess).EnsureAsync(_ => { }, CancellationToken.None);
        var result = await _processes.RunAsync(new ProcessSpec("qemu-img", arguments), CancellationToken.None);
        Assert.True(result.ExitCode == 0, result.ToString());
    }
}
