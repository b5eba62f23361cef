using GoldenAmi.Diagnostics;
using GoldenAmi.References;

namespace GoldenAmi.Forges;

/// <summary>How a proposal ended.</summary>
public abstract record ProposalEnd
{
    private ProposalEnd()
    {
    }

    public IReadOnlyList<Diagnostic> Warnings { get; init; } = [];

    /// <summary>Everything is as it is to be.</summary>
    /// <param name="Withdrawn">An earlier proposal was taken back: its pull request closed, its branch deleted.</param>
    public sealed record NothingToPropose(bool Withdrawn) : ProposalEnd;

    /// <summary>The branch carries the change, and its pull request was opened or updated.</summary>
    public sealed record Proposed(ProposedChange Change) : ProposalEnd;

    /// <summary>Everything was there already; nothing was written.</summary>
    public sealed record Unchanged(ProposedChange Change) : ProposalEnd;

    /// <summary>There is a difference, and the policy or a person holds it back.</summary>
    public sealed record Waits(string Why) : ProposalEnd;

    /// <summary>Nothing more was done, for these reasons: at least one.</summary>
    public sealed record Refused(IReadOnlyList<Diagnostic> Diagnostics) : ProposalEnd;
}

/// <summary>A change that a branch carries.</summary>
/// <param name="Branch"><c>golden-ami/web</c>.</param>
/// <param name="Commit">Object id of the branch's commit.</param>
/// <param name="Files">The files that it changes, sorted by path.</param>
public sealed record ProposedChange(string Branch, string Commit, IReadOnlyList<ChangedFile> Files)
{
    /// <summary>The commit it stands on.</summary>
    public required string Base { get; init; }

    /// <summary>Subject, body and trailers of the commit.</summary>
    public required string Message { get; init; }

    /// <summary>The remote to which plain Git pushed it, for example <c>origin</c>; null for a forge, and when it was not pushed.</summary>
    public string? Remote { get; init; }

    /// <summary>The pull request's number, or null where there are none.</summary>
    public int? Number { get; init; }

    /// <summary>The pull request's page, or null where there are none.</summary>
    public string? Url { get; init; }

    /// <summary>Title and body of the pull request, also where a person is to open it.</summary>
    public string Title { get; init; } = "";

    /// <summary>Markdown.</summary>
    public string Body { get; init; } = "";
}
