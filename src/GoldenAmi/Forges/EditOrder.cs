using GoldenAmi.References;

namespace GoldenAmi.Forges;

/// <summary>A change of files that is to be proposed, whatever it is about: ids that move to an image, a lock file that is brought up to date.</summary>
public sealed record EditOrder
{
    /// <summary>Absolute path of the clone; its HEAD is what the change stands on.</summary>
    public required string Root { get; init; }

    /// <summary>The recipe's name; commits carry it, and a branch with another recipe's commit is refused.</summary>
    public required string Recipe { get; init; }

    /// <summary><c>golden-ami/web</c>, <c>golden-ami/web-prod</c>, <c>golden-ami/web-lock</c>: see <see cref="ReferenceGroup.BranchOf"/>.</summary>
    public required string Branch { get; init; }

    /// <summary>One line, for the pull request and the commit: <c>Move web to 1.4.0</c>.</summary>
    public required string Title { get; init; }

    /// <summary>What the commit's message says below its title, without trailers. Ends in a line end.</summary>
    public required string CommitText { get; init; }

    /// <summary>What <c>{{ version }}</c> stands for in the policy's templates.</summary>
    public required string Version { get; init; }

    /// <summary>The new content of files of HEAD, sorted by path; empty: nothing is left to propose, and an earlier proposal is taken back.</summary>
    public required IReadOnlyList<FileEdit> Edits { get; init; }

    /// <summary>What the body tells, in the order of its worth: where room is short, the last sections lose rows first.</summary>
    public required IReadOnlyList<BodySection> Body { get; init; }

    public required ProposalMark Mark { get; init; }

    public ProposalPolicy Policy { get; init; } = new();

    /// <summary>Digest of the search that found the edits, when it need not be made again for the same commit; else null.</summary>
    public string? Search { get; init; }
}
