using System.Globalization;

namespace GoldenAmi.Machines.Qemu;

/// <summary>The arguments of one machine's qemu.</summary>
internal sealed record QemuCommand
{
    /// <summary>The serial number by which a disk's boot loader knows that it is started for a build or a test (BaseImages/debian.sh).</summary>
    private const string Serial = "golden-ami";

    /// <summary>qemu's trace of a guest's request to power off, on its standard error.</summary>
    public const string PowerOffTrace = "qemu_system_shutdown_request";

    public required Processor Processor { get; init; }

    /// <summary>The disk it boots from, qcow2, written to.</summary>
    public required string Disk { get; init; }

    /// <summary>The disk with the work, read only.</summary>
    public required string Seed { get; init; }

    /// <summary>For the process's title.</summary>
    public required string Name { get; init; }

    public required int Cpus { get; init; }

    public required int MemoryMib { get; init; }

    /// <summary>
    /// The runner's channel is qemu's standard output, the console its standard error: both go on when nothing reads the guest's side, and end with it.
    /// Our working copy of a disk needs no flushes (<c>cache=unsafe</c>): a machine that crashes is thrown away.
    /// </summary>
    public IReadOnlyList<string> Arguments =>
    [
        "-nodefaults", "-no-user-config", "-display", "none",
        "-name", Escaped($"golden-ami {Name}"),
        // A guest that restarts ends its qemu, and we start another; only a power-off writes this line (ConsoleTail)
        "-no-reboot", "-trace", $"enable={PowerOffTrace}",
        "-smbios", $"type=1,serial={Serial}",
        "-machine", "pc", "-accel", Processor.Accelerator, "-cpu", Processor.Model,
        "-smp", Cpus.ToString(CultureInfo.InvariantCulture), "-m", string.Create(CultureInfo.InvariantCulture, $"{MemoryMib}M"),
        "-drive", $"file={Escaped(Disk)},if=virtio,format=qcow2,cache=unsafe,discard=unmap,detect-zeroes=unmap",
        "-drive", $"file={Escaped(Seed)},if=virtio,format=raw,readonly=on",
        "-netdev", "user,id=net", "-device", "virtio-net-pci,netdev=net,romfile=",
        "-device", "virtio-rng-pci",
        "-chardev", "file,id=console,path=/dev/fd/2", "-serial", "chardev:console",
        // The firmware's own words ("No bootable device.") go to this port
        "-chardev", "file,id=firmware,path=/dev/fd/2", "-device", "isa-debugcon,iobase=0x402,chardev=firmware",
        "-device", "virtio-serial-pci", "-chardev", "file,id=runner,path=/dev/fd/1", "-device", "virtserialport,chardev=runner,name=golden-ami",
    ];

    /// <summary>Half of the host's processors, at least two when it has them, at most four.</summary>
    public static int CpusFor(int processors) => Math.Clamp(processors / 2, Math.Min(2, Math.Max(1, processors)), 4);

    /// <summary>A quarter of the memory that we may use, from 512 MiB to 4 GiB.</summary>
    /// <param name="available">Bytes.</param>
    public static int MemoryFor(long available) => (int)Math.Clamp(available / 4 / 1024 / 1024, 512, 4096);

    // In qemu's lists of options a comma ends a value; a doubled one is a comma.
    private static string Escaped(string value) => value.Replace(",", ",,", StringComparison.Ordinal);
}
