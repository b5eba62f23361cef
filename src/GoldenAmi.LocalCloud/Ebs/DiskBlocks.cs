using System.Buffers.Binary;
using System.IO.Compression;

namespace GoldenAmi.LocalCloud.Ebs;

/// <summary>
/// Reads what a machine would see of a standalone qcow2 (https://www.qemu.org/docs/master/interop/qcow2.html, versions 2 and 3, zlib-compressed clusters too);
/// a file that is no qcow2 is the disk's bytes themselves. Why a reader of our own: docs/adr/0004-reading-disks.md.
/// </summary>
internal sealed class DiskBlocks : IBlocks
{
    /// <summary>"QFI" and 0xfb, the first bytes of a qcow2.</summary>
    private const uint Magic = 0x514649fb;

    // Bits of a table's entry.
    private const ulong OffsetMask = 0x00ff_ffff_ffff_fe00;
    private const ulong Compressed = 1UL << 62;
    private const ulong ReadsAsZeros = 1;

    private readonly FileStream _file;
    private readonly int _clusterBits;
    private readonly ulong[] _l1;
    private ulong[]? _l2;
    private long _l2Index = -1;

    private DiskBlocks(FileStream file, long length, bool isQcow2, int clusterBits, ulong[] l1)
    {
        _file = file;
        Length = length;
        IsQcow2 = isQcow2;
        _clusterBits = clusterBits;
        _l1 = l1;
    }

    /// <summary>In bytes, as a machine sees it.</summary>
    public long Length { get; }

    public bool IsQcow2 { get; }

    private int ClusterSize => 1 << _clusterBits;

    /// <exception cref="InvalidDataException">A qcow2 with a feature that is not read: a backing file, encryption, a data file of its own, another compression, extended entries.</exception>
    public static DiskBlocks Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        try
        {
            return Open(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public IEnumerable<int> Written(int from)
    {
        var count = (int)((Length + BlockSize.Bytes - 1) / BlockSize.Bytes);
        for (var index = from; index < count; index++)
        {
            if (IsWritten((long)index * BlockSize.Bytes))
            {
                yield return index;
            }
        }
    }

    public byte[] Read(int index)
    {
        var block = new byte[BlockSize.Bytes];
        var start = (long)index * BlockSize.Bytes;
        if (!IsQcow2)
        {
            ReadFile(start, block);
            return block;
        }

        // A cluster is a part of a block or, at its largest (2 MiB), holds several.
        for (var at = start; at < start + BlockSize.Bytes && at < Length;)
        {
            var inCluster = (int)(at & (ClusterSize - 1));
            var take = (int)Math.Min(ClusterSize - inCluster, start + BlockSize.Bytes - at);
            ReadCluster(at, inCluster, block.AsSpan((int)(at - start), take));
            at += take;
        }

        return block;
    }

    public void Dispose() => _file.Dispose();

    private static DiskBlocks Open(FileStream file)
    {
        var header = new byte[104];
        var length = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (length < 72 || BinaryPrimitives.ReadUInt32BigEndian(header) != Magic)
        {
            return new DiskBlocks(file, file.Length, isQcow2: false, clusterBits: 16, []);
        }

        var version = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4));
        var clusterBits = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(20));
        var hasBackingFile = BinaryPrimitives.ReadUInt64BigEndian(header.AsSpan(8)) != 0;
        var isEncrypted = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(32)) != 0;

        // Of the incompatible features only "dirty" (refcounts to be mended, bit 0) changes nothing for a reader.
        var features = version >= 3 ? BinaryPrimitives.ReadUInt64BigEndian(header.AsSpan(72)) & ~1UL : 0;
        if (version is not (2 or 3) || clusterBits is < 9 or > 21 || hasBackingFile || isEncrypted || features != 0)
        {
            throw new InvalidDataException($"'{file.Name}' is a qcow2 of a kind that LocalCloud does not read: version {version}, cluster bits {clusterBits}, backing file {hasBackingFile}, encrypted {isEncrypted}, features {features:x}.");
        }

        var l1 = ReadTable(file, BinaryPrimitives.ReadInt64BigEndian(header.AsSpan(40)), checked((int)BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(36))));
        return new DiskBlocks(file, BinaryPrimitives.ReadInt64BigEndian(header.AsSpan(24)), isQcow2: true, (int)clusterBits, l1);
    }

    private bool IsWritten(long start)
    {
        if (!IsQcow2)
        {
            return true;
        }

        for (var at = start; at < start + BlockSize.Bytes && at < Length; at += ClusterSize - (at & (ClusterSize - 1)))
        {
            var entry = Entry(at);
            if ((entry & Compressed) != 0 || ((entry & OffsetMask) != 0 && (entry & ReadsAsZeros) == 0))
            {
                return true;
            }
        }

        return false;
    }

    private void ReadCluster(long at, int inCluster, Span<byte> into)
    {
        var entry = Entry(at);
        if ((entry & Compressed) != 0)
        {
            Inflate(entry)[inCluster..(inCluster + into.Length)].CopyTo(into);
        }
        else if ((entry & OffsetMask) is var offset and not 0 && (entry & ReadsAsZeros) == 0)
        {
            ReadFile((long)offset + inCluster, into);
        }
    }

    // "Compressed Clusters Descriptor" of the format: an offset of x bits, and above it how many further sectors of 512 bytes the data reach into.
    private Span<byte> Inflate(ulong entry)
    {
        var offsetBits = 62 - (_clusterBits - 8);
        var offset = (long)(entry & ((1UL << offsetBits) - 1));
        var sectors = (int)((entry & ~(3UL << 62)) >> offsetBits);
        var data = new byte[((sectors + 1) * 512) - (int)(offset & 511)];
        ReadFile(offset, data);
        var cluster = new byte[ClusterSize];
        using var inflated = new DeflateStream(new MemoryStream(data), CompressionMode.Decompress);
        inflated.ReadExactly(cluster);
        return cluster;
    }

    private ulong Entry(long at)
    {
        var cluster = at >> _clusterBits;
        var perTable = ClusterSize / sizeof(ulong);
        var index = cluster / perTable;
        if (index != _l2Index)
        {
            var offset = index < _l1.Length ? _l1[index] & OffsetMask : 0;
            _l2 = offset == 0 ? null : ReadTable(_file, (long)offset, perTable);
            _l2Index = index;
        }

        return _l2 is null ? 0 : _l2[cluster % perTable];
    }

    private static ulong[] ReadTable(FileStream file, long offset, int count)
    {
        if (offset + ((long)count * sizeof(ulong)) > file.Length)
        {
            throw new InvalidDataException($"'{file.Name}' is cut off: a table of it lies past its end.");
        }

        var bytes = new byte[count * sizeof(ulong)];
        RandomAccess.Read(file.SafeFileHandle, bytes, offset);
        var table = new ulong[count];
        for (var index = 0; index < count; index++)
        {
            table[index] = BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(index * sizeof(ulong)));
        }

        return table;
    }

    // What lies past the file's end was never written.
    private void ReadFile(long offset, Span<byte> into)
    {
        while (!into.IsEmpty && RandomAccess.Read(_file.SafeFileHandle, into, offset) is var read and > 0)
        {
            into = into[read..];
            offset += read;
        }
    }
}
