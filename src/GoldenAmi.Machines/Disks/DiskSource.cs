namespace GoldenAmi.Machines.Disks;

/// <summary>Where a disk that somebody else made comes from.</summary>
public abstract record DiskSource
{
    private DiskSource()
    {
    }

    /// <summary>A file of this computer. It is used where it is and never written to.</summary>
    /// <param name="Path">Absolute.</param>
    /// <param name="Sha256">What its bytes must come to, 64 hexadecimal digits in lower case; null: they are taken as they are.</param>
    public sealed record File(string Path, string? Sha256) : DiskSource;

    /// <summary>A file of the web. It is fetched when a machine first needs it.</summary>
    /// <param name="Address">https, or http of this computer's own loopback.</param>
    /// <param name="Sha256">What its bytes must come to, 64 hexadecimal digits in lower case.</param>
    public sealed record Url(Uri Address, string Sha256) : DiskSource;
}
