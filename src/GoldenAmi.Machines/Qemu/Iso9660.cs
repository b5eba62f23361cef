using System.Buffers.Binary;
using System.Text;

namespace GoldenAmi.Machines.Qemu;

/// <summary>
/// A file system of ISO 9660 (ECMA-119) with some files in its root, so that no host needs a program for it. Linux shows the names in small letters and without their version.
/// The standard has no hyphen in names; Linux takes it, and nothing else reads these disks.
/// </summary>
internal static class Iso9660
{
    private const int Sector = 2048;

    // The first 16 sectors are the system's; then the volume's descriptor, the end of descriptors, the table of folders in both orders of bytes, and the root.
    private const int Descriptor = 16, End = 17, LittleTable = 18, BigTable = 19, Root = 20, FirstFile = 21;

    private const int TableLength = 10;
    private const byte Folder = 2;

    // ECMA-119 9.1.5: years since 1900, month, day, hour, minute, second, offset. Fixed: the same files make the same bytes.
    private static readonly byte[] Date = [100, 1, 1, 0, 0, 0, 0];

    /// <summary>The whole disk.</summary>
    /// <param name="label">At most 32 letters of ASCII.</param>
    /// <param name="files">In the order of their names; so few that the root fits into one sector.</param>
    public static byte[] Of(string label, IReadOnlyList<IsoFile> files)
    {
        var root = new List<byte>([.. RecordOf([0], Root, Sector, Folder), .. RecordOf([1], Root, Sector, Folder)]);
        var next = FirstFile;
        var placed = new List<(int Sector, byte[] Content)>();
        foreach (var file in files)
        {
            root.AddRange(RecordOf(Encoding.ASCII.GetBytes($"{file.Name}.;1"), next, file.Content.Length, flags: 0));
            placed.Add((next, file.Content));
            next += (file.Content.Length + Sector - 1) / Sector;
        }

        var disk = new byte[next * Sector];
        foreach (var (sector, content) in placed.Concat(
            [(Descriptor, VolumeOf(label, next)), (End, [255, .. "CD001"u8, 1]), (LittleTable, TableOf([.. Little(Root), 1, 0])), (BigTable, TableOf([.. Big(Root), 0, 1])), (Root, [.. root])]))
        {
            content.CopyTo(disk, sector * Sector);
        }

        return disk;
    }

    /// <summary>The primary volume descriptor (8.4); what it does not say is empty.</summary>
    private static byte[] VolumeOf(string label, int sectors) =>
    [
        1, .. "CD001"u8, 1, 0,
        .. Text("", 32), .. Text(label, 32), .. new byte[8],
        .. Both(sectors), .. new byte[32],
        .. Both16(1), .. Both16(1), .. Both16(Sector), .. Both(TableLength),
        .. Little(LittleTable), .. new byte[4], .. Big(BigTable), .. new byte[4],
        .. RecordOf([0], Root, Sector, Folder),
        .. Text("", (4 * 128) + (3 * 37)),
        .. NoTime, .. NoTime, .. NoTime, .. NoTime,
        1, 0,
    ];

    private static byte[] NoTime => [.. "0000000000000000"u8, 0];

    /// <summary>The table of folders (9.4): the root alone, whose parent it is itself.</summary>
    private static byte[] TableOf(byte[] sectorAndParent) => [1, 0, .. sectorAndParent, 0, 0];

    /// <summary>A record of a folder (9.1), of an even length.</summary>
    private static byte[] RecordOf(byte[] name, int sector, int length, byte flags)
    {
        byte[] record = [0, 0, .. Both(sector), .. Both(length), .. Date, flags, 0, 0, .. Both16(1), (byte)name.Length, .. name];
        byte[] even = record.Length % 2 == 0 ? record : [.. record, 0];
        even[0] = (byte)even.Length;
        return even;
    }

    private static byte[] Text(string text, int length) => Encoding.ASCII.GetBytes(text.PadRight(length));

    private static byte[] Both(int number) => [.. Little(number), .. Big(number)];

    private static byte[] Both16(short number) => [(byte)number, (byte)(number >> 8), (byte)(number >> 8), (byte)number];

    private static byte[] Little(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }

    private static byte[] Big(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}

/// <summary>A file of such a disk.</summary>
/// <param name="Name">In capitals: <c>META-DATA</c>.</param>
internal sealed record IsoFile(string Name, byte[] Content);
