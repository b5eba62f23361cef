namespace GoldenAmi.Recipes;

/// <summary>
/// A volume type of EBS and its bounds. The page that is to decide, not read for it: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html. Narrowed to what Image Builder's API takes
/// (EbsInstanceBlockDeviceSpecification: 1 to 16,000 GiB, 100 to 64,000 IOPS, 125 to 1,000 MiB/s).
/// </summary>
/// <param name="MinGib">GiB.</param>
/// <param name="MaxGib">GiB.</param>
internal sealed record VolumeType(string Name, int MinGib, int MaxGib)
{
    /// <summary>Null when the type's IOPS cannot be chosen.</summary>
    public (int Min, int Max)? Iops { get; init; }

    /// <summary>IOPS for each GiB at most.</summary>
    public int IopsPerGib { get; init; }

    /// <summary>EC2 refuses the type without IOPS.</summary>
    public bool NeedsIops { get; init; }

    /// <summary>MiB/s; null when the type's throughput cannot be chosen.</summary>
    public (int Min, int Max)? Throughput { get; init; }

    public static IReadOnlyList<VolumeType> All { get; } =
    [
        new("gp3", 1, 16_000) { Iops = (3_000, 64_000), IopsPerGib = 500, Throughput = (125, 1_000) },
        new("gp2", 1, 16_000),
        new("io2", 4, 16_000) { Iops = (100, 64_000), IopsPerGib = 1_000, NeedsIops = true },
        new("io1", 4, 16_000) { Iops = (100, 64_000), IopsPerGib = 50, NeedsIops = true },
        new("st1", 125, 16_000),
        new("sc1", 125, 16_000),
        new("standard", 1, 1_024),
    ];
}
