using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace GoldenAmi.LocalCloud.State;

/// <summary>An AMI.</summary>
/// <param name="State"><c>pending</c>, <c>available</c> or <c>failed</c>.</param>
internal sealed record AmiRecord(string Id, string Account, string Region, string Name, string State, string Snapshot, DateTimeOffset Created)
{
    public string? Description { get; init; }

    public string? StateReason { get; init; }

    /// <summary><c>x86_64</c> or <c>arm64</c>.</summary>
    public string Architecture { get; init; } = "x86_64";

    public bool IsPublic { get; init; }

    /// <summary>Accounts that may launch it.</summary>
    public IReadOnlyList<string> SharedWith { get; init; } = [];

    /// <summary>ARNs of organizations and units whose accounts may launch it. They are kept and admit nobody: no account is of an organization here.</summary>
    public IReadOnlyList<string> SharedWithOrganizations { get; init; } = [];

    /// <summary>The AMI and region that it was copied from.</summary>
    public string? SourceAmi { get; init; }

    public string? SourceRegion { get; init; }

    /// <summary>Of a public base image: the distribution whose disk is made at first use, as <c>debian/12/x86_64</c>.</summary>
    public string? Base { get; init; }

    /// <summary>Of a public image that the user named a disk for: how it was named.</summary>
    public ParentRecord? Parent { get; init; }

    /// <summary>The word under which EC2 lists its owner besides the account: <c>amazon</c>; null for none.</summary>
    public string? OwnerAlias { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>The names of an AMI that the user named a disk for.</summary>
/// <param name="Stamp">What it is known by from one process to the next: a digest of its names and its disk.</param>
internal sealed record ParentRecord(string Stamp)
{
    /// <summary>The public parameter that leads to it; null for none.</summary>
    public string? Parameter { get; init; }

    /// <summary>The image of Amazon's that it is the AMI of, and its version; null for none.</summary>
    public string? Image { get; init; }

    public string? ImageVersion { get; init; }
}

/// <summary>A snapshot: the disk of an AMI.</summary>
/// <param name="File">The disk, relative to the folder of images: <c>eu-west-1/ami-….qcow2</c>, or <c>eu-west-1/snap-….blocks</c> when it was written block by block; null for a public image, whose disk lies elsewhere.</param>
internal sealed record SnapshotRecord(string Id, string Account, string Region, string? File, string Description, int SizeGib, string State, DateTimeOffset Created)
{
    /// <summary>The key that it counts as encrypted with; null when it is not. Nothing is encrypted.</summary>
    public string? KmsKey { get; init; }

    /// <summary>The snapshot that StartSnapshot was told to begin with; null for none.</summary>
    public string? Parent { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>A launch template.</summary>
internal sealed record LaunchTemplateRecord(string Id, string Account, string Region, string Name, DateTimeOffset Created)
{
    public long DefaultVersion { get; init; } = 1;

    /// <summary>The oldest first.</summary>
    public required IReadOnlyList<LaunchTemplateVersionRecord> Versions { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>A version of a launch template.</summary>
/// <param name="Data">The members that EC2 shows as its data.</param>
internal sealed record LaunchTemplateVersionRecord(long Number, JsonObject Data, string? Description, DateTimeOffset Created);

/// <summary>The default network of an account in a region.</summary>
internal sealed record NetworkRecord(string Account, string Region, string Vpc, IReadOnlyList<string> Subnets, string SecurityGroup)
{
    /// <summary>Resource id → tags.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Tags { get; init; } =
        ImmutableDictionary<string, IReadOnlyDictionary<string, string>>.Empty;
}
