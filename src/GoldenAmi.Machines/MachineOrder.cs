namespace GoldenAmi.Machines;

/// <summary>One start of a machine.</summary>
public sealed record MachineOrder
{
    /// <summary>For messages and the process's title: <c>build web/1.4.0/1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The file that the machine starts from, qcow2 or raw. Never written to.</summary>
    public required string Disk { get; init; }

    /// <summary>What the disk's programs are made for, in EC2's words: <c>x86_64</c>, <c>arm64</c>.</summary>
    public string Architecture { get; init; } = "x86_64";

    /// <summary>The folder with the runner's work: <c>work.json</c> and documents.</summary>
    public required string SeedFolder { get; init; }

    /// <summary>When set, the machine's disk is written here after a clean power-off: a standalone qcow2, whole or not at all.</summary>
    public string? ResultDisk { get; init; }

    /// <summary>The disk's size; null or less than the disk has: the size that it has.</summary>
    public int? DiskSizeGib { get; init; }

    /// <summary>After this time the machine is ended.</summary>
    public required TimeSpan Timeout { get; init; }
}
