using GoldenAmi.Identifiers;

namespace GoldenAmi.Publishing;

/// <summary>An AMI of the recipe as EC2 shows it in one region.</summary>
/// <param name="Architecture">As EC2 says it: <c>x86_64</c>, <c>arm64</c>.</param>
internal sealed record RegionalAmi(Region Region, AccountId Account, string Architecture, AmiId Id, AmiState State)
{
    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Size of the root volume in GiB, or null when the AMI does not say.</summary>
    public int? RootGib { get; init; }

    /// <summary>The AMI that it was made from: of a build the one that its instance was started from, of a copy the original. Null when EC2 does not say.</summary>
    public AmiId? Source { get; init; }

    /// <summary>Snapshot of the root volume, or null while there is none.</summary>
    public string? RootSnapshot { get; init; }

    /// <summary>The snapshot of its root volume is encrypted.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>Who may start instances from it: account ids, ARNs of organizations and units, <c>all</c>; null: nobody asked.</summary>
    public IReadOnlyList<string>? SharedWith { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>It is there, or is about to be: a pending copy is waited for, not made again.</summary>
    public bool IsThere => State is AmiState.Available or AmiState.Pending;
}

/// <summary>The states of an AMI in EC2 that matter here.</summary>
internal enum AmiState
{
    Pending,
    Available,

    /// <summary>Failed, invalid, in error, deregistered or disabled: nobody can start an instance from it.</summary>
    Unusable,
}
