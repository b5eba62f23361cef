using System.Text.Json;
using System.Text.Json.Serialization;

namespace GoldenAmi.Forges.GitHub;

internal sealed record GitHubRepository(string DefaultBranch, string NodeId);

internal sealed record GitHubRef(string Ref, GitHubObject Object);

internal sealed record GitHubObject(string Sha);

internal sealed record GitHubCommit(string Sha, string Message, GitHubObject Tree, IReadOnlyList<GitHubObject> Parents);

internal sealed record GitHubComparison(int AheadBy);

internal sealed record GitHubName(string Name);

internal sealed record GitHubUser(string Login);

internal sealed record GitHubEnd(string Ref);

internal sealed record GitHubPull(int Number, string NodeId, string State, string Title, string? Body, string HtmlUrl, GitHubEnd Base, GitHubEnd Head, GitHubUser? User)
{
    public DateTimeOffset? MergedAt { get; init; }

    public IReadOnlyList<GitHubName> Labels { get; init; } = [];

    public IReadOnlyList<GitHubUser> Assignees { get; init; } = [];

    public IReadOnlyList<GitHubUser>? RequestedReviewers { get; init; }

    public IReadOnlyList<GitHubName>? RequestedTeams { get; init; }

    public JsonElement? AutoMerge { get; init; }
}

internal sealed record GitHubComment(long Id, string Body);

internal sealed record GitHubReview(long Id);

internal sealed record GitHubNewBlob(string Content, string Encoding);

internal sealed record GitHubNewTree(string BaseTree, IReadOnlyList<GitHubTreeEntry> Tree);

internal sealed record GitHubTreeEntry(string Path, string Mode, string Type, string Sha);

internal sealed record GitHubNewCommit(string Message, string Tree, IReadOnlyList<string> Parents);

internal sealed record GitHubNewRef(string Ref, string Sha);

internal sealed record GitHubNewPull(string Title, string Head, string Base, string Body, bool Draft, bool MaintainerCanModify);

internal sealed record GitHubPullChange
{
    public string? Title { get; init; }

    public string? Body { get; init; }

    public string? Base { get; init; }

    public string? State { get; init; }
}

internal sealed record GitHubText(string Body);

internal sealed record GitHubLabels(IReadOnlyList<string> Labels);

internal sealed record GitHubAssignees(IReadOnlyList<string> Assignees);

internal sealed record GitHubReviewers(IReadOnlyList<string> Reviewers, IReadOnlyList<string> TeamReviewers);

internal sealed record GitHubProblem(string? Message)
{
    public JsonElement? Errors { get; init; }
}

internal sealed record GraphQlRequest(string Query, IReadOnlyDictionary<string, string> Variables);

internal sealed record GraphQlAnswer
{
    public IReadOnlyList<GraphQlError>? Errors { get; init; }
}

internal sealed record GraphQlError(string Message);

/// <summary>What is said to GitHub and understood of its answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GitHubRepository))]
[JsonSerializable(typeof(GitHubRef))]
[JsonSerializable(typeof(GitHubObject))]
[JsonSerializable(typeof(GitHubCommit))]
[JsonSerializable(typeof(GitHubComparison))]
[JsonSerializable(typeof(List<GitHubPull>))]
[JsonSerializable(typeof(List<GitHubComment>))]
[JsonSerializable(typeof(List<GitHubReview>))]
[JsonSerializable(typeof(GitHubNewBlob))]
[JsonSerializable(typeof(GitHubNewTree))]
[JsonSerializable(typeof(GitHubNewCommit))]
[JsonSerializable(typeof(GitHubNewRef))]
[JsonSerializable(typeof(GitHubNewPull))]
[JsonSerializable(typeof(GitHubPullChange))]
[JsonSerializable(typeof(GitHubText))]
[JsonSerializable(typeof(GitHubLabels))]
[JsonSerializable(typeof(GitHubAssignees))]
[JsonSerializable(typeof(GitHubReviewers))]
[JsonSerializable(typeof(GitHubProblem))]
[JsonSerializable(typeof(GraphQlRequest))]
[JsonSerializable(typeof(GraphQlAnswer))]
internal sealed partial class GitHubJson : JsonSerializerContext;
