using GoldenAmi.Processes;

namespace GoldenAmi.Machines.Tests.Qemu;

/// <summary>A disk whose first sector restarts its machine once and powers it off at the second start.</summary>
public static class RestartingDisk
{
    /// <summary>Where the first start writes 1.</summary>
    public const int Mark = 0x80;

    private static readonly byte[] Code =
    [
        0x31, 0xC0, 0x8E, 0xD8, 0x8E, 0xC0, // ds = es = 0
        0x80, 0x3E, Mark, 0x7C, 0x01, 0x74, 0x18, // the second start: go on below
        0xC6, 0x06, Mark, 0x7C, 0x01, // mark
        0xB8, 0x01, 0x03, 0xBB, 0x00, 0x7C, 0xB9, 0x01, 0x00, 0xBA, 0x80, 0x00, 0xCD, 0x13, // write this sector to the first disk
        0xB0, 0xFE, 0xE6, 0x64, 0xF4, // reset by the keyboard controller
        0xBA, 0x04, 0x06, 0xB8, 0x00, 0x20, 0xEF, 0xF4, // power off by ACPI's control register
    ];

    /// <summary>Writes it.</summary>
    /// <param name="folder">For the file.</param>
    /// <returns>The path of a qcow2 file.</returns>
    public static async Task<string> WriteAsync(TemporaryFolder folder)
    {
        var sectors = new byte[1024 * 1024];
        Code.CopyTo(sectors, 0);
        sectors[510] = 0x55;
        sectors[511] = 0xAA;
        await File.WriteAllBytesAsync(folder.File("restarting.raw"), sectors);
        await ConvertAsync("raw", folder.File("restarting.raw"), "qcow2", folder.File("restarting.qcow2"));
        return folder.File("restarting.qcow2");
    }

    /// <summary>The disk's first sector.</summary>
    public static async Task<byte[]> ReadAsync(TemporaryFolder folder, string qcow2)
    {
        await ConvertAsync("qcow2", qcow2, "raw", folder.File("read.raw"));
        return (await File.ReadAllBytesAsync(folder.File("read.raw")))[..512];
    }

    private static async Task ConvertAsync(string format, string from, string toFormat, string to)
    {
        var result = await new ProcessRunner(TimeProvider.System).RunAsync(new ProcessSpec("qemu-img", ["convert", "-f", format, "-O", toFormat, from, to]), CancellationToken.None);
        Assert.True(result.Succeeded, result.Error);
    }
}
