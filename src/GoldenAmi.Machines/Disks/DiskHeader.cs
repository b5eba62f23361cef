using System.Buffers.Binary;

namespace GoldenAmi.Machines.Disks;

/// <summary>The forms of disk files that machines start from.</summary>
public enum DiskForm
{
    /// <summary>As qemu writes it: https://www.qemu.org/docs/master/interop/qcow2.html.</summary>
    Qcow2,

    /// <summary>The disk's own bytes, with a partition table in the first block.</summary>
    Raw,
}

/// <summary>What a disk file says of itself, read without starting anything.</summary>
/// <param name="Form">The file's form.</param>
/// <param name="Bytes">The size that a machine sees.</param>
public sealed record DiskHeader(DiskForm Form, long Bytes)
{
    private const int Length = 512;

    // Of qcow2: where its version, backing file, size, encryption and (from version 3) incompatible features stand.
    private const int VersionAt = 4;
    private const int BackingAt = 8;
    private const int SizeAt = 24;
    private const int EncryptionAt = 32;
    private const int FeaturesAt = 72;
    private const ulong ExternalData = 1 << 2;

    // What a partition table ends with, a GPT's protective one too (UEFI specification, 5.2.3).
    private const int SignatureAt = 510;

    private static readonly (byte[] Magic, string Name)[] Others =
    [
        ([0x1F, 0x8B], "compressed with gzip"), ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'], "compressed with xz"), ([0x28, 0xB5, 0x2F, 0xFD], "compressed with zstd"),
        ([(byte)'B', (byte)'Z', (byte)'h'], "compressed with bzip2"), ([(byte)'P', (byte)'K', 3, 4], "a zip archive"), ("KDMV"u8.ToArray(), "a VMDK disk"),
        ("conectix"u8.ToArray(), "a VHD disk"), ("vhdxfile"u8.ToArray(), "a VHDX disk"), ([(byte)'<'], "a page of text"),
    ];

    /// <summary>Reads a file's first block.</summary>
    /// <returns>The header, or null and why machines cannot start from the file: <c>it is compressed with xz</c>.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static (DiskHeader? Header, string? Problem) Read(string file)
    {
        var block = new byte[Length];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var read = stream.ReadAtLeast(block, Length, throwOnEndOfStream: false);
        if (read < Length)
        {
            return (null, "it is too short for a disk");
        }

        if (block.AsSpan().StartsWith("QFI"u8) && block[3] == 0xFB)
        {
            return ReadQcow2(block);
        }

        if (Array.Find(Others, other => block.AsSpan().StartsWith(other.Magic)) is { Name: { } name })
        {
            return (null, $"it is {name}");
        }

        return block[SignatureAt] == 0x55 && block[SignatureAt + 1] == 0xAA
            ? (new DiskHeader(DiskForm.Raw, stream.Length), null)
            : (null, "it has neither the header of a qcow2 file nor the partition table of a raw disk");
    }

    /// <summary>A file that leads qemu to other files of this computer would show them to the machine.</summary>
    private static (DiskHeader? Header, string? Problem) ReadQcow2(ReadOnlySpan<byte> block)
    {
        var version = BinaryPrimitives.ReadUInt32BigEndian(block[VersionAt..]);
        var problem = version is not (2 or 3) ? "it is a qcow2 file of a version that is neither 2 nor 3"
            : BinaryPrimitives.ReadUInt64BigEndian(block[BackingAt..]) != 0 ? "it is a qcow2 file over another one, its backing file"
            : BinaryPrimitives.ReadUInt32BigEndian(block[EncryptionAt..]) != 0 ? "it is an encrypted qcow2 file"
            : version == 3 && (BinaryPrimitives.ReadUInt64BigEndian(block[FeaturesAt..]) & ExternalData) != 0 ? "it is a qcow2 file whose content is in another one"
            : null;
        return problem is null ? (new DiskHeader(DiskForm.Qcow2, BinaryPrimitives.ReadInt64BigEndian(block[SizeAt..])), null) : (null, problem);
    }
}
