using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace GoldenAmi.LocalCloud.State;

/// <summary>All that a cloud knows, of all accounts and regions; each list in the order in which things were made.</summary>
internal sealed record CloudRecords
{
    public ImmutableList<ResourceRecord> Resources { get; init; } = [];

    /// <summary>What the image pipelines among the resources did.</summary>
    public ImmutableList<PipelineRecord> Pipelines { get; init; } = [];

    public ImmutableList<ImageRecord> Images { get; init; } = [];

    /// <summary>Resource policies, one at most for each ARN.</summary>
    public ImmutableList<PolicyRecord> Policies { get; init; } = [];

    public ImmutableList<WorkflowRecord> Workflows { get; init; } = [];

    public ImmutableList<AmiRecord> Amis { get; init; } = [];

    public ImmutableList<SnapshotRecord> Snapshots { get; init; } = [];

    public ImmutableList<ParameterRecord> Parameters { get; init; } = [];

    public ImmutableList<LaunchTemplateRecord> LaunchTemplates { get; init; } = [];

    public ImmutableList<NetworkRecord> Networks { get; init; } = [];

    public ImmutableList<SessionRecord> Sessions { get; init; } = [];

    public ImmutableList<KeyRecord> Keys { get; init; } = [];

    public ImmutableList<KeyAliasRecord> KeyAliases { get; init; } = [];

    public ImmutableList<BucketRecord> Buckets { get; init; } = [];

    public ImmutableList<ObjectRecord> Objects { get; init; } = [];

    public ImmutableList<TokenRecord> Tokens { get; init; } = [];

    /// <summary>By id, for answers that show many: a list is indexed at the first look.</summary>
    public AmiRecord? FindAmi(string? id) => id is null ? null : AmisById.GetValue(Amis, static list => list.ToDictionary(each => each.Id, StringComparer.Ordinal)).GetValueOrDefault(id);

    /// <summary>As <see cref="FindAmi"/>.</summary>
    public SnapshotRecord? FindSnapshot(string? id) =>
        id is null ? null : SnapshotsById.GetValue(Snapshots, static list => list.ToDictionary(each => each.Id, StringComparer.Ordinal)).GetValueOrDefault(id);

    // Lists are never changed, so an index is true as long as its list is there
    private static readonly ConditionalWeakTable<ImmutableList<AmiRecord>, Dictionary<string, AmiRecord>> AmisById = [];
    private static readonly ConditionalWeakTable<ImmutableList<SnapshotRecord>, Dictionary<string, SnapshotRecord>> SnapshotsById = [];

    /// <summary>The records with one image changed.</summary>
    public CloudRecords WithImage(string arn, Func<ImageRecord, ImageRecord> change) =>
        this with { Images = Changed(Images, image => image.Arn == arn, change) };

    /// <summary>The records without a resource's policy: an ARN that comes again must not be shared by what was before it.</summary>
    public CloudRecords WithoutPolicy(string arn) => this with { Policies = Policies.RemoveAll(each => each.Arn == arn) };

    public CloudRecords WithWorkflow(string id, Func<WorkflowRecord, WorkflowRecord> change) =>
        this with { Workflows = Changed(Workflows, workflow => workflow.Id == id, change) };

    public CloudRecords WithAmi(string id, Func<AmiRecord, AmiRecord> change) => this with { Amis = Changed(Amis, ami => ami.Id == id, change) };

    /// <summary>The list with each item that fits changed.</summary>
    public static ImmutableList<T> Changed<T>(ImmutableList<T> list, Predicate<T> fits, Func<T, T> change)
    {
        for (var index = list.FindIndex(fits); index >= 0; index = index + 1 < list.Count ? list.FindIndex(index + 1, fits) : -1)
        {
            list = list.SetItem(index, change(list[index]));
        }

        return list;
    }
}

/// <summary>The kinds of <see cref="ResourceRecord"/>, as ARNs name them.</summary>
internal static class ResourceKinds
{
    public const string Component = "component";
    public const string ImageRecipe = "image-recipe";
    public const string Infrastructure = "infrastructure-configuration";
    public const string Distribution = "distribution-configuration";
    public const string Pipeline = "image-pipeline";

    /// <summary>Of a workflow with its type: <c>workflow/test</c>.</summary>
    public const string Workflow = "workflow";
}

/// <summary>A component, image recipe, infrastructure or distribution configuration, or pipeline of Image Builder.</summary>
/// <param name="Kind">One of <see cref="ResourceKinds"/>.</param>
/// <param name="Arn">The full one: with the build number for a component.</param>
/// <param name="Version"><c>1.4.0</c>; null when the kind has none.</param>
/// <param name="Build">Of a component, from 1.</param>
/// <param name="Given">The members of its create request, without token, tags and version.</param>
internal sealed record ResourceRecord(
    string Kind, string Arn, string Account, string Region, string Name, string? Version, int? Build, JsonObject Given, DateTimeOffset Created)
{
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>When a configuration was last updated; null when never.</summary>
    public DateTimeOffset? Updated { get; init; }
}

/// <summary>The resource policy of a component, image or image recipe.</summary>
/// <param name="Policy">JSON, as it was given.</param>
internal sealed record PolicyRecord(string Arn, string Policy);

/// <summary>What a pipeline did; what it is stands in its <see cref="ResourceRecord"/>.</summary>
internal sealed record PipelineRecord(string Arn, string Account, string Region)
{
    /// <summary>When its schedule comes next; null when it has none or is disabled.</summary>
    public DateTimeOffset? NextRun { get; init; }

    public DateTimeOffset? LastRun { get; init; }

    /// <summary>As in the model's ImageStatus.</summary>
    public string? LastRunStatus { get; init; }

    /// <summary>Of scheduled runs.</summary>
    public int ConsecutiveFailures { get; init; }
}

/// <summary>A build version of an image of Image Builder.</summary>
internal sealed record ImageRecord
{
    public required string Arn { get; init; }

    public required string Account { get; init; }

    public required string Region { get; init; }

    public required string Name { get; init; }

    public required string Version { get; init; }

    public required int Build { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>As in the model's ImageStatus.</summary>
    public required string Status { get; init; }

    public string? Reason { get; init; }

    /// <summary>What the answer's <c>failureContext</c> says; null while it has not failed.</summary>
    public JsonObject? Failure { get; init; }

    /// <summary>The status in which it failed; null while it has not.</summary>
    public string? FailedIn { get; init; }

    /// <summary>The members of its create request, without token and tags.</summary>
    public required JsonObject Given { get; init; }

    /// <summary>As they were when the image was asked for; null for an image that only distributes.</summary>
    public ResourceRecord? Recipe { get; init; }

    public ResourceRecord? Infrastructure { get; init; }

    public ResourceRecord? Distribution { get; init; }

    /// <summary>The build versions that the recipe's references led to, in order.</summary>
    public IReadOnlyList<ResourceRecord> Components { get; init; } = [];

    /// <summary>Workflows of the request, in its order; none for AWS's own.</summary>
    public IReadOnlyList<ChosenWorkflow> Workflows { get; init; } = [];

    /// <summary>The AMI that is built upon, or distributed.</summary>
    public required string SourceAmi { get; init; }

    /// <summary>The AMI in the home region; null before it is made.</summary>
    public string? Ami { get; init; }

    /// <summary>All that was made of it, the home region's first.</summary>
    public IReadOnlyList<OutputRecord> Outputs { get; init; } = [];

    /// <summary>The pipeline that started it, its ARN and name; null when none did.</summary>
    public string? Pipeline { get; init; }

    public string? PipelineName { get; init; }

    /// <summary>The pipeline's schedule started it.</summary>
    public bool IsScheduled { get; init; }

    /// <summary>When it became available; null before.</summary>
    public DateTimeOffset? Ended { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Which process works on it: its id; null when none.</summary>
    public int? Owner { get; init; }
}

/// <summary>An AMI that an image led to.</summary>
internal sealed record OutputRecord(string Region, string Account, string Ami);

/// <summary>A workflow that an image was asked for with.</summary>
/// <param name="Workflow">The build version that the reference led to.</param>
/// <param name="Continues">Whether the image goes on when it fails.</param>
internal sealed record ChosenWorkflow(ResourceRecord Workflow, string? ParallelGroup, bool Continues)
{
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Parameters { get; init; } = ImmutableDictionary<string, IReadOnlyList<string>>.Empty;
}

/// <summary>A workflow's execution of an image.</summary>
internal sealed record WorkflowRecord(string Id, string ImageArn, string Type, string Status, IReadOnlyList<StepRecord> Steps, DateTimeOffset Started)
{
    public DateTimeOffset? Ended { get; init; }

    public string? Message { get; init; }

    /// <summary>True for an execution that a RetryImage replaced.</summary>
    public bool IsRetried { get; init; }

    /// <summary>ARN of the workflow's build version; null for AWS's own.</summary>
    public string? WorkflowArn { get; init; }

    public string? ParallelGroup { get; init; }
}

/// <summary>A step of a workflow's execution.</summary>
internal sealed record StepRecord(string Id, string Name, string Action, string Status)
{
    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    public string? Message { get; init; }

    /// <summary>JSON text.</summary>
    public string? Outputs { get; init; }

    public bool Continues { get; init; }

    /// <summary>Whether it is undone when the workflow fails after it.</summary>
    public bool IsRolledBack { get; init; } = true;

    /// <summary>As in the model's WorkflowStepExecutionRollbackStatus; null when its workflow was not rolled back.</summary>
    public string? RollbackStatus { get; init; }
}

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

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>A snapshot: the disk of an AMI.</summary>
/// <param name="File">The disk, relative to the folder of images: <c>eu-west-1/ami-….qcow2</c>, or <c>eu-west-1/snap-….blocks</c> when it was written block by block; null for a base image.</param>
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

/// <summary>A version of a parameter of Systems Manager.</summary>
internal sealed record ParameterRecord(
    string Account, string Region, string Name, long Version, string Type, string DataType, string Tier, string Value, DateTimeOffset Modified)
{
    public string? Description { get; init; }

    public string? AllowedPattern { get; init; }
}

/// <summary>The default network of an account in a region.</summary>
internal sealed record NetworkRecord(string Account, string Region, string Vpc, IReadOnlyList<string> Subnets, string SecurityGroup)
{
    /// <summary>Resource id → tags.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Tags { get; init; } =
        ImmutableDictionary<string, IReadOnlyDictionary<string, string>>.Empty;
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
