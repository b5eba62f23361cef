namespace GoldenAmi.Forges;

/// <summary>What a forge shows of one branch of ours.</summary>
public sealed record Observed
{
    /// <summary>The branch to merge into: the one asked for, or the repository's default.</summary>
    public required string BaseBranch { get; init; }

    /// <summary>Whether the forge has the commit that the proposal stands on, in the branch to merge into.</summary>
    public required bool HasBase { get; init; }

    /// <summary>The branch's last commit at the forge, or null when there is no such branch.</summary>
    public required ObservedTip? Tip { get; init; }

    /// <summary>Whether there is a place beyond this clone to carry the branch to: false for plain Git that does not push.</summary>
    public bool HasForge { get; init; } = true;

    /// <summary>The remote to which plain Git pushes, for example <c>origin</c>; null for others.</summary>
    public string? Remote { get; init; }

    /// <summary>The branch in this clone, where it is kept there too; null where only the forge has it.</summary>
    public ObservedClone? Here { get; init; }

    /// <summary>Pull requests from the branch, open, merged and closed, newest first. Empty where the forge has none.</summary>
    public IReadOnlyList<ObservedPullRequest> PullRequests { get; init; } = [];

    /// <summary>Open pull requests from branches of ours in the repository.</summary>
    public int OpenOfOurs { get; init; }

    /// <summary>A branch that a run which was killed left behind, and that is of no use: it is deleted. Null for none.</summary>
    public LeftBranch? Left { get; init; }

    /// <summary>Whether the forge knows pull requests; plain Git does not.</summary>
    public bool HasPullRequests { get; init; } = true;
}

/// <summary>A branch that is in nobody's way and nobody's use.</summary>
public sealed record LeftBranch(string Branch, string Tip);

/// <summary>Our branch in a clone that somebody works in.</summary>
/// <param name="Tip">Null when it is not there.</param>
/// <param name="CheckedOutIn">Path of the work tree in which it is checked out, or null.</param>
public sealed record ObservedClone(ObservedTip? Tip, string? CheckedOutIn);

/// <summary>The last commit of a branch.</summary>
/// <param name="Message">Ends in one line end.</param>
/// <param name="Ahead">How many commits the branch to merge into does not have.</param>
public sealed record ObservedTip(string Id, string Tree, IReadOnlyList<string> Parents, string Message, int Ahead);

/// <summary>A pull request.</summary>
public sealed record ObservedPullRequest
{
    public required int Number { get; init; }

    public required PullRequestState State { get; init; }

    public required string Title { get; init; }

    public required string Body { get; init; }

    public required string Url { get; init; }

    /// <summary>The branch that it merges into.</summary>
    public required string Into { get; init; }

    /// <summary>The text of our comment with what the body had no room for, or null.</summary>
    public string? MoreBody { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Somebody has been asked to review, or has reviewed.</summary>
    public bool HasReviewers { get; init; }

    public bool HasAssignees { get; init; }

    public bool AutoMerges { get; init; }
}

public enum PullRequestState
{
    Open,
    Merged,
    Closed,
}
