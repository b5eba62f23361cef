using GoldenAmi.Machines.Disks;

namespace GoldenAmi.LocalCloud.Parents;

/// <summary>An image to build upon that the user named a disk for: one AMI, and the names by which recipes find it, at least one.</summary>
/// <param name="Disk">What it holds.</param>
/// <param name="Architecture"><c>x86_64</c> or <c>arm64</c>.</param>
public sealed record NamedParent(DiskSource Disk, string Architecture)
{
    /// <summary>A public parameter of Systems Manager: <c>/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64</c>; null for none.</summary>
    public string? Parameter { get; init; }

    /// <summary>Owner and name of the AMI in EC2; null: Amazon's, under a name made of the other ones.</summary>
    public OwnedName? Ami { get; init; }

    /// <summary>An image that Amazon manages in Image Builder; null for none.</summary>
    public ManagedName? Image { get; init; }
}

/// <summary>An AMI as EC2 names it.</summary>
/// <param name="Owner">Twelve digits, or <c>amazon</c>.</param>
/// <param name="Name">For example <c>al2023-ami-2023.9.20260105.0-kernel-6.1-x86_64</c>.</param>
public sealed record OwnedName(string Owner, string Name);

/// <summary>An image that Amazon manages.</summary>
/// <param name="Name">As in its ARN: <c>amazon-linux-2023-x86</c>.</param>
/// <param name="Version"><c>2026.1.5</c></param>
public sealed record ManagedName(string Name, string Version);

/// <summary>What a cloud has of the user's own to build upon.</summary>
/// <param name="Named">In the order of the file.</param>
/// <param name="Disks">Where their disks are looked at, and fetched to.</param>
public sealed record ParentDisks(IReadOnlyList<NamedParent> Named, DiskCache Disks);
