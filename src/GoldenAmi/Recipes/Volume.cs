namespace GoldenAmi.Recipes;

/// <summary>A volume of the image.</summary>
public sealed record Volume
{
    /// <summary>Device name, for example <c>/dev/xvda</c>.</summary>
    public required Placed<string> Device { get; init; }

    /// <summary>1 to 16,000 GiB, or null for the parent's size.</summary>
    public int? SizeGib { get; init; }

    /// <summary>EC2's volume type, or null for the parent's.</summary>
    public string? Type { get; init; }

    public int? Iops { get; init; }

    /// <summary>MiB per second.</summary>
    public int? Throughput { get; init; }

    /// <summary>Key id, ARN or alias, or null for the account's default key of EBS.</summary>
    public string? KmsKey { get; init; }

    /// <summary>Null: when there is a key, and else as the account's setting of EBS and the parent say.</summary>
    public bool? Encrypted { get; init; }

    /// <summary>A snapshot that the volume begins with, or null for the parent's or an empty one.</summary>
    public string? Snapshot { get; init; }

    /// <summary>False: the volume outlives its machine.</summary>
    public bool DeleteOnTermination { get; init; } = true;

    /// <summary>An instance store volume, <c>ephemeral0</c>; there is no EBS volume then.</summary>
    public string? VirtualName { get; init; }

    /// <summary>The parent has this device and the image is not to have it.</summary>
    public bool NoDevice { get; init; }

    /// <summary>Whether it is a volume of EBS.</summary>
    public bool IsEbs => VirtualName is null && !NoDevice;
}
