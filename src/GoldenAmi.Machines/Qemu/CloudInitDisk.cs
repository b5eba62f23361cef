using System.Text;

namespace GoldenAmi.Machines.Qemu;

/// <summary>The small disk from which cloud-init learns how to start the runner.</summary>
internal static class CloudInitDisk
{
    /// <summary>By this name cloud-init knows the disk; it looks at file systems of the kinds vfat and iso9660.</summary>
    public const string Label = "cidata";

    /// <summary>Writes the disk of one machine; its restarts see the same one.</summary>
    /// <returns>The disk's path.</returns>
    public static async Task<string> WriteAsync(MachineFolder folder, CancellationToken ct)
    {
        var disk = folder.File("cloud-init.img");
        await File.WriteAllBytesAsync(disk, Bytes(Guid.NewGuid()), ct);
        return disk;
    }

    /// <summary>The disk's bytes.</summary>
    /// <param name="instance">See <see cref="CloudInitDocument.MetaData"/>.</param>
    public static byte[] Bytes(Guid instance) => Iso9660.Of(Label,
    [
        new IsoFile("META-DATA", Encoding.UTF8.GetBytes(CloudInitDocument.MetaData(instance))),
        new IsoFile("USER-DATA", Encoding.UTF8.GetBytes(CloudInitDocument.UserData())),
    ]);
}
