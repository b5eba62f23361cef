using System.Buffers.Binary;

namespace GoldenAmi.Machines.Scripted;

/// <summary>The smallest true qcow2 file of some content (https://www.qemu.org/docs/master/interop/qcow2.html, version 2).</summary>
internal static class PlainQcow2
{
    private const int ClusterBits = 16;
    private const int Cluster = 1 << ClusterBits;

    // Clusters of the file: header, refcount table, refcount block, L1 table, L2 table, then the content.
    private const int RefcountTable = 1;
    private const int RefcountBlock = 2;
    private const int L1Table = 3;
    private const int L2Table = 4;
    private const int Content = 5;

    // The top bit of a table's entry: the cluster has one user, it may be written in place.
    private const ulong Own = 1UL << 63;

    /// <summary>The file's bytes.</summary>
    /// <param name="content">Whole clusters of 64 KiB, at most 8192 of them (one L2 table).</param>
    public static byte[] Of(ReadOnlySpan<byte> content)
    {
        var clusters = content.Length / Cluster;
        ArgumentOutOfRangeException.ThrowIfNotEqual(content.Length % Cluster, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(clusters, Cluster / sizeof(ulong));
        var file = new byte[(Content + clusters) * Cluster];
        Header(file, content.Length);
        Put64(file, RefcountTable * Cluster, RefcountBlock * Cluster);
        for (var index = 0; index < Content + clusters; index++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan((RefcountBlock * Cluster) + (index * sizeof(ushort))), 1);
        }

        Put64(file, L1Table * Cluster, Own | (L2Table * Cluster));
        for (var index = 0; index < clusters; index++)
        {
            Put64(file, (L2Table * Cluster) + (index * sizeof(ulong)), Own | ((ulong)(Content + index) << ClusterBits));
        }

        content.CopyTo(file.AsSpan(Content * Cluster));
        return file;
    }

    private static void Header(byte[] file, long size)
    {
        "QFI"u8.CopyTo(file);
        file[3] = 0xFB;
        Put32(file, 4, 2);
        Put32(file, 20, ClusterBits);
        Put64(file, 24, (ulong)size);
        Put32(file, 36, 1);
        Put64(file, 40, L1Table * Cluster);
        Put64(file, 48, RefcountTable * Cluster);
        Put32(file, 56, 1);
    }

    private static void Put32(byte[] file, int at, uint value) => BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at), value);

    private static void Put64(byte[] file, int at, ulong value) => BinaryPrimitives.WriteUInt64BigEndian(file.AsSpan(at), value);
}
