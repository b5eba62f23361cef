using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes;

/// <summary>Files in which ids are moved to the new image: one entry of <c>references</c>.</summary>
/// <param name="Paths">Glob patterns relative to the repository's root; empty means all tracked files.</param>
public sealed record ReferenceScope(IReadOnlyList<string> Paths, SourcePlace Place)
{
    /// <summary>The word for the repository that the recipe is in.</summary>
    public const string Self = "self";

    /// <summary><see cref="Self"/>, <c>acme/platform</c> (of the server on which the run is), or an address: <c>https://github.com/acme/platform</c>.</summary>
    public string Repository { get; init; } = Self;

    /// <summary>What keeps these files apart from others of the repository: <c>prod</c>. Null for none.</summary>
    public string? Channel { get; init; }

    /// <summary>The branch that is read and merged into; null for the repository's default, of <see cref="Self"/> what is checked out.</summary>
    public string? Branch { get; init; }

    /// <summary>How pull requests are handled; null when the entry says nothing about it.</summary>
    public ReferencePolicy? Policy { get; init; }
}

/// <summary>How the pull request of a repository and channel is handled.</summary>
public sealed record ReferencePolicy
{
    /// <summary>Opened as a draft.</summary>
    public bool Draft { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];

    public IReadOnlyList<string> Reviewers { get; init; } = [];

    public IReadOnlyList<string> TeamReviewers { get; init; } = [];

    public IReadOnlyList<string> Assignees { get; init; } = [];

    /// <summary><c>merge</c>, <c>squash</c>, <c>rebase</c>, or null: people merge.</summary>
    public string? AutoMerge { get; init; }

    /// <summary>An image is proposed when it is this old; null: at once.</summary>
    public TimeSpan? Soak { get; init; }

    /// <summary>The most pull requests of this program that may be open in the repository; null for no limit.</summary>
    public int? Limit { get; init; }

    /// <summary>Template of the title, or null.</summary>
    public string? Title { get; init; }

    /// <summary>Template of the body, or null.</summary>
    public string? Body { get; init; }

    /// <summary>Type and scope of a conventional commit: <c>chore(deps)</c>; or null.</summary>
    public string? CommitType { get; init; }
}
