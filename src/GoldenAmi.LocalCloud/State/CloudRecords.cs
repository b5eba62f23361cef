using System.Collections.Immutable;
using System.Runtime.CompilerServices;

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
