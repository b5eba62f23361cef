using System.Text.Json.Nodes;

namespace GoldenAmi.LocalCloud.State;

/// <summary>A version of a parameter of Systems Manager.</summary>
internal sealed record ParameterRecord(
    string Account, string Region, string Name, long Version, string Type, string DataType, string Tier, string Value, DateTimeOffset Modified)
{
    public string? Description { get; init; }

    public string? AllowedPattern { get; init; }
}

/// <summary>Credentials that STS gave out.</summary>
internal sealed record SessionRecord(string AccessKey, string Account, string RoleArn, string SessionName, DateTimeOffset Expires);

/// <summary>An idempotency token and what was answered to it.</summary>
internal sealed record TokenRecord(string Account, string Region, string Operation, string Token, string RequestDigest, JsonObject Answer);

/// <summary>A key of KMS: a name to refer to; nothing is encrypted with it.</summary>
internal sealed record KeyRecord(string Id, string Account, string Region, string Description, DateTimeOffset Created);

/// <summary>A further name of a key, <c>alias/golden</c>.</summary>
internal sealed record KeyAliasRecord(string Name, string Account, string Region, string KeyId, DateTimeOffset Created);

/// <summary>A bucket of S3.</summary>
internal sealed record BucketRecord(string Name, string Account, string Region, DateTimeOffset Created);

/// <summary>An object in a bucket.</summary>
/// <param name="Content">Base64.</param>
internal sealed record ObjectRecord(string Bucket, string Key, string Content, DateTimeOffset Created)
{
    /// <summary>Base64, when it was given with the object: S3 shows it then.</summary>
    public string? Sha256 { get; init; }
}
