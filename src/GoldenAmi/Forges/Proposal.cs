using GoldenAmi.References;

namespace GoldenAmi.Forges;

/// <summary>What a pull request is to be: the same for every forge.</summary>
public sealed record Proposal
{
    /// <summary>The recipe's name; commits and pull requests carry it.</summary>
    public required string Recipe { get; init; }

    /// <summary><c>golden-ami/web</c>: one branch, and one pull request, per repository and group.</summary>
    public required string Branch { get; init; }

    /// <summary>The commit that the change stands on; the forge must have it.</summary>
    public required string Base { get; init; }

    /// <summary>Object id of the tree that the base has after the change.</summary>
    public required string Tree { get; init; }

    /// <summary>The commit's whole message, with the trailers by which the next run knows it again.</summary>
    public required string CommitMessage { get; init; }

    /// <summary>At least one, sorted by path.</summary>
    public required IReadOnlyList<FileEdit> Files { get; init; }

    public required string Title { get; init; }

    /// <summary>Markdown, within the forge's limit. Its first line is the <see cref="ProposalMark"/>.</summary>
    public required string Body { get; init; }

    /// <summary>What did not fit into the body, for a comment; null when everything did.</summary>
    public string? MoreBody { get; init; }

    /// <summary>What is proposed, in a form by which the next run knows it again.</summary>
    public required ProposalMark Mark { get; init; }
}

/// <summary>How pull requests are handled. Nothing of it changes what is proposed.</summary>
public sealed record ProposalPolicy
{
    /// <summary>The branch to merge into, or null for the repository's default branch.</summary>
    public string? BaseBranch { get; init; }

    /// <summary>Opened as a draft. Somebody who marks it ready is not contradicted.</summary>
    public bool Draft { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>User names (GitHub) or identity ids (Azure Repos).</summary>
    public IReadOnlyList<string> Reviewers { get; init; } = [];

    /// <summary>Slugs of teams, GitHub only.</summary>
    public IReadOnlyList<string> TeamReviewers { get; init; } = [];

    /// <summary>GitHub only.</summary>
    public IReadOnlyList<string> Assignees { get; init; } = [];

    /// <summary>How the forge merges by itself once its rules are met, or null to leave that to people.</summary>
    public MergeMethod? AutoMerge { get; init; }

    /// <summary>Soak time: a newer image is not proposed before this moment. Null: at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The most pull requests of this program that may be open in the repository; null for no limit.</summary>
    public int? MostOpen { get; init; }

    /// <summary>Type and scope of a conventional commit, for example <c>chore(deps)</c>; null for a plain title.</summary>
    public string? ConventionalType { get; init; }

    /// <summary>A title with <c>{{ recipe }}</c>, <c>{{ version }}</c> and <c>{{ title }}</c> in it, or null for ours.</summary>
    public string? TitleTemplate { get; init; }

    /// <summary>A body with <c>{{ body }}</c>, <c>{{ recipe }}</c> and <c>{{ version }}</c> in it, or null for ours.</summary>
    public string? BodyTemplate { get; init; }
}

public enum MergeMethod
{
    Merge,
    Squash,
    Rebase,
}
