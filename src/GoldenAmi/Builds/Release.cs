using GoldenAmi.Identifiers;

namespace GoldenAmi.Builds;

/// <summary>An image where it is to be: built, tested, distributed and looked up again in every region.</summary>
public sealed record Release
{
    /// <summary>ARN of the Image Builder image that was built and tested: <c>arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.4.0/1</c>.</summary>
    public required string ImageArn { get; init; }

    /// <summary><c>1.4.0</c>: the recipe's two numbers and the one that the service assigned.</summary>
    public required string Version { get; init; }

    /// <summary>What decides the image's content, as <c>sha256:…</c>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>One AMI per region, sorted by region.</summary>
    public required IReadOnlyList<ReleasedImage> Images { get; init; }

    /// <summary>The AMIs of other accounts, sorted by region and account.</summary>
    public IReadOnlyList<CopiedImage> Copies { get; init; } = [];
}

/// <summary>One AMI of a release.</summary>
/// <param name="SnapshotId">The root volume's snapshot, for example <c>snap-0abcdef1234567890</c>.</param>
public sealed record ReleasedImage(Region Region, AccountId Account, string Architecture, AmiId Id, string Name, string SnapshotId)
{
    /// <summary>Version of the Image Builder image that it is a copy of; null: <see cref="Release.Version"/>. Variants of a recipe may differ.</summary>
    public string? Version { get; init; }

    /// <summary>ARN of the Image Builder image that it is a copy of; null: <see cref="Release.ImageArn"/>.</summary>
    public string? ImageArn { get; init; }

    /// <summary>The digest that the attestation signs, <c>sha256:…</c>, the same for every copy; null when there is no attestation.</summary>
    public string? Digest { get; init; }
}

/// <summary>One AMI of a release that another account owns; its snapshot is that account's to see.</summary>
public sealed record CopiedImage(Region Region, AccountId Account, string Architecture, AmiId Id, string Name);

/// <summary>An AMI of a recipe, of any version: what an id in a file may stand for.</summary>
/// <param name="Recipe">The recipe's name, from the tag <c>golden-ami:recipe</c>.</param>
/// <param name="Architecture">As EC2 says it, or "" when the image is gone and nobody knows any more.</param>
public sealed record LineageImage(string Recipe, Region Region, AccountId Account, string Architecture, AmiId Id, DateTimeOffset CreatedAt)
{
    /// <summary>The AMI's name, or null when it is not known.</summary>
    public string? Name { get; init; }
}
