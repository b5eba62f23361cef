namespace GoldenAmi.LocalCloud.Ebs;

/// <summary>A disk as EBS direct sees it: blocks of 512 KiB, of which some were never written.</summary>
internal interface IBlocks : IDisposable
{
    /// <summary>The indices of blocks that may hold something else than zeros, ascending.</summary>
    IEnumerable<int> Written(int from);

    /// <summary>A whole block; zeros where nothing was written, also past the disk's end.</summary>
    byte[] Read(int index);
}

/// <summary>The size that EBS direct works in.</summary>
internal static class BlockSize
{
    public const int Bytes = 512 * 1024;

    public const int PerGib = (1 << 30) / Bytes;
}
