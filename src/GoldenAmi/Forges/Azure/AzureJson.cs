using System.Text.Json.Serialization;

namespace GoldenAmi.Forges.Azure;

internal sealed record AzureList<T>(IReadOnlyList<T> Value);

internal sealed record AzureRepository(string Id, string? DefaultBranch, string? WebUrl);

internal sealed record AzureRef(string Name, string ObjectId);

internal sealed record AzureCommit(string CommitId, string TreeId, string? Comment, IReadOnlyList<string>? Parents);

internal sealed record AzureDifference(int AheadCount);

internal sealed record AzureIdentity(string Id);

internal sealed record AzureReviewer(string Id, int Vote);

internal sealed record AzureLabel(string Name);

internal sealed record AzurePull(int PullRequestId, string Status, string Title, string? Description, string SourceRefName, string TargetRefName, AzureIdentity CreatedBy)
{
    public IReadOnlyList<AzureReviewer>? Reviewers { get; init; }

    public AzureIdentity? AutoCompleteSetBy { get; init; }
}

internal sealed record AzureComment(int Id, string? Content);

internal sealed record AzureThread(int Id, IReadOnlyList<AzureComment> Comments);

internal sealed record AzureRefUpdate(string Name, string OldObjectId, string NewObjectId);

internal sealed record AzureRefResult(string Name, bool Success, string? UpdateStatus, string? CustomMessage);

internal sealed record AzureNewPush(IReadOnlyList<AzurePushRef> RefUpdates, IReadOnlyList<AzureNewCommit> Commits);

internal sealed record AzurePushRef(string Name, string OldObjectId);

internal sealed record AzureNewCommit(string Comment, IReadOnlyList<AzureChange> Changes);

internal sealed record AzureChange(string ChangeType, AzureItem Item, AzureContent NewContent);

internal sealed record AzureItem(string Path);

internal sealed record AzureContent(string Content, string ContentType);

internal sealed record AzurePush(IReadOnlyList<AzureCommit> Commits);

internal sealed record AzureNewPull(string SourceRefName, string TargetRefName, string Title, string Description, bool IsDraft);

internal sealed record AzurePullChange
{
    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? TargetRefName { get; init; }

    public string? Status { get; init; }

    public AzureIdentity? AutoCompleteSetBy { get; init; }

    public AzureCompletion? CompletionOptions { get; init; }
}

/// <param name="MergeStrategy"><c>noFastForward</c>, <c>squash</c> or <c>rebase</c>.</param>
internal sealed record AzureCompletion(string MergeStrategy, bool DeleteSourceBranch);

internal sealed record AzureNewComment(string Content)
{
    public int ParentCommentId { get; init; }

    public int CommentType { get; init; } = 1;
}

/// <param name="Status">4: closed, so that it does not hold up a policy that wants every comment resolved.</param>
internal sealed record AzureNewThread(IReadOnlyList<AzureNewComment> Comments, int Status);

internal sealed record AzureCommentChange(string Content);

internal sealed record AzureVote(int Vote);

/// <summary>What is said to Azure Repos and understood of its answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AzureRepository))]
[JsonSerializable(typeof(AzureCommit))]
[JsonSerializable(typeof(AzureDifference))]
[JsonSerializable(typeof(AzurePull))]
[JsonSerializable(typeof(AzurePush))]
[JsonSerializable(typeof(AzureList<AzureRef>), TypeInfoPropertyName = "Refs")]
[JsonSerializable(typeof(AzureList<AzurePull>), TypeInfoPropertyName = "Pulls")]
[JsonSerializable(typeof(AzureList<AzureLabel>), TypeInfoPropertyName = "Labels")]
[JsonSerializable(typeof(AzureList<AzureThread>), TypeInfoPropertyName = "Threads")]
[JsonSerializable(typeof(AzureList<AzureRefResult>), TypeInfoPropertyName = "RefResults")]
[JsonSerializable(typeof(List<AzureRefUpdate>), TypeInfoPropertyName = "RefUpdates")]
[JsonSerializable(typeof(AzureNewPush))]
[JsonSerializable(typeof(AzureNewPull))]
[JsonSerializable(typeof(AzurePullChange))]
[JsonSerializable(typeof(AzureNewThread))]
[JsonSerializable(typeof(AzureCommentChange))]
[JsonSerializable(typeof(AzureLabel))]
[JsonSerializable(typeof(AzureVote))]
internal sealed partial class AzureJson : JsonSerializerContext;
