using GoldenAmi.Machines.Disks;
using GoldenAmi.Processes;

namespace GoldenAmi.Machines.Tests.Disks;

public sealed class DiskHeaderSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_qcow2_file_is_known_by_its_header_and_tells_the_size_that_a_machine_sees() =>
        Assert.Equal((new DiskHeader(DiskForm.Qcow2, 3L << 30), null), Read(SmallDisk.Qcow2()));

    [Fact]
    public void A_raw_disk_is_known_by_its_partition_table() => Assert.Equal((new DiskHeader(DiskForm.Raw, 2048), null), Read(SmallDisk.Raw(2048)));

    [Theory]
    [InlineData("qcow2", DiskForm.Qcow2)]
    [InlineData("raw", null)]
    public async Task What_qemu_img_makes_is_read_as_qemu_img_means_it(string format, DiskForm? form)
    {
        var file = _folder.File("made");
        var made = await new ProcessRunner(TimeProvider.System).RunAsync(new ProcessSpec("qemu-img", ["create", "-q", "-f", format, file, "5M"]), CancellationToken.None);
        Assert.True(made.Succeeded, made.Error);

        Assert.Equal(form is null ? null : new DiskHeader(form.Value, 5 << 20), DiskHeader.Read(file).Header);
    }

    /// <summary>A file that leads to others would show any file of this computer to the machine.</summary>
    [Fact]
    public void A_qcow2_file_that_needs_another_one_is_refused()
    {
        Assert.Equal("it is a qcow2 file over another one, its backing file", Read(SmallDisk.Qcow2(backing: 104)).Problem);
        Assert.Equal("it is a qcow2 file whose content is in another one", Read(SmallDisk.Qcow2(features: 4)).Problem);
        Assert.Equal("it is an encrypted qcow2 file", Read(SmallDisk.Qcow2(encryption: 2)).Problem);
        Assert.Equal("it is a qcow2 file of a version that is neither 2 nor 3", Read(SmallDisk.Qcow2(version: 4)).Problem);
    }

    [Fact]
    public void What_is_no_disk_is_told_by_what_it_is()
    {
        Assert.Equal("it is compressed with xz", Read([0xFD, .. "7zXZ"u8, .. new byte[600]]).Problem);
        Assert.Equal("it is a VMDK disk", Read([.. "KDMV"u8, .. new byte[600]]).Problem);
        Assert.Equal("it is a page of text", Read([.. "<html>"u8, .. new byte[600]]).Problem);
        Assert.Equal("it is too short for a disk", Read([1, 2, 3]).Problem);
        Assert.Equal("it has neither the header of a qcow2 file nor the partition table of a raw disk", Read(new byte[600]).Problem);
    }

    private (DiskHeader? Header, string? Problem) Read(byte[] content)
    {
        File.WriteAllBytes(_folder.File("disk"), content);
        return DiskHeader.Read(_folder.File("disk"));
    }
}
