using System.Buffers.Binary;

namespace GoldenAmi.Machines.Qemu;

/// <summary>Files that hold disks.</summary>
internal static class DiskFile
{
    private const int HeaderLength = 32;
    private const int SizeAt = 24;

    /// <summary>The size that a machine sees, in bytes (https://www.qemu.org/docs/master/interop/qcow2.html, "Header").</summary>
    public static async Task<long> SizeAsync(string qcow2, CancellationToken ct)
    {
        var header = new byte[HeaderLength];
        await using var file = new FileStream(qcow2, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await file.ReadExactlyAsync(header, ct);
        return header.AsSpan().StartsWith("QFI"u8)
            ? BinaryPrimitives.ReadInt64BigEndian(header.AsSpan(SizeAt))
            : throw new InvalidDataException($"'{qcow2}' is not a qcow2 file.");
    }

    /// <summary>Gives a file that is whole its name; a power cut leaves it whole under this name, or not there.</summary>
    public static void MoveDurably(string from, string to)
    {
        using (var written = new FileStream(from, FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.FlushToDisk(written.SafeFileHandle);
        }

        File.Move(from, to, overwrite: true);
    }
}
