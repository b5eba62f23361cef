using System.Buffers.Binary;

namespace GoldenAmi.Machines.Tests.Disks;

/// <summary>First blocks of disk files.</summary>
internal static class SmallDisk
{
    /// <summary>A raw disk of some bytes with a partition table's signature.</summary>
    public static byte[] Raw(int bytes = 1024, byte content = 0)
    {
        var disk = new byte[bytes];
        Array.Fill(disk, content);
        disk[510] = 0x55;
        disk[511] = 0xAA;
        return disk;
    }

    /// <summary>The header of a qcow2 file.</summary>
    public static byte[] Qcow2(uint version = 3, ulong backing = 0, uint encryption = 0, ulong features = 0, long size = 3L << 30)
    {
        var disk = new byte[512];
        "QFI"u8.CopyTo(disk);
        disk[3] = 0xFB;
        BinaryPrimitives.WriteUInt32BigEndian(disk.AsSpan(4), version);
        BinaryPrimitives.WriteUInt64BigEndian(disk.AsSpan(8), backing);
        BinaryPrimitives.WriteInt64BigEndian(disk.AsSpan(24), size);
        BinaryPrimitives.WriteUInt32BigEndian(disk.AsSpan(32), encryption);
        BinaryPrimitives.WriteUInt64BigEndian(disk.AsSpan(72), features);
        return disk;
    }
}
