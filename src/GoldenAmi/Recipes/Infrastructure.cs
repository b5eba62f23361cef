namespace GoldenAmi.Recipes;

/// <summary>Where and on what the image is built.</summary>
public sealed record Infrastructure
{
    public required Placed<string> InstanceProfile { get; init; }

    public IReadOnlyList<string> InstanceTypes { get; init; } = [];

    public string? Subnet { get; init; }

    public IReadOnlyList<string> SecurityGroups { get; init; } = [];

    public string? KeyPair { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Bucket for Image Builder's logs, or null.</summary>
    public string? LogBucket { get; init; }

    public string? LogPrefix { get; init; }

    /// <summary>ARN of an SNS topic, or null.</summary>
    public string? Topic { get; init; }

    /// <summary>Keep the instance when the build fails; nothing cleans it up.</summary>
    public bool KeepOnFailure { get; init; }

    /// <summary>Whether IMDSv2's tokens are required. They are unless the recipe says otherwise.</summary>
    public bool TokensRequired { get; init; } = true;

    /// <summary>1 to 64.</summary>
    public int HopLimit { get; init; } = 1;

    /// <summary>Where the machine is put, or null: the service chooses.</summary>
    public Placement? Placement { get; init; }

    /// <summary>Group of CloudWatch Logs that builds write to, or null for <c>/aws/imagebuilder/NAME</c>.</summary>
    public string? LogGroup { get; init; }

    /// <summary>Where documents over the inline limit are put, or null: there can be none.</summary>
    public Placed<BucketFolder>? ComponentBucket { get; init; }
}

/// <summary>Where a build machine is put.</summary>
/// <param name="AvailabilityZone">For example <c>us-east-1a</c>.</param>
/// <param name="Tenancy"><c>default</c>, <c>dedicated</c> or <c>host</c>.</param>
/// <param name="Host">Id of a dedicated host.</param>
/// <param name="HostResourceGroup">ARN of a host resource group.</param>
public sealed record Placement(string? AvailabilityZone, string? Tenancy, string? Host, string? HostResourceGroup);

/// <summary>A folder in a bucket of S3.</summary>
/// <param name="Prefix">With a slash at its end, or empty for the bucket's root.</param>
public sealed record BucketFolder(string Bucket, string Prefix);
