using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.References;

/// <summary>How a bump ended.</summary>
public abstract record BumpResult
{
    private BumpResult()
    {
    }

    /// <summary>What the reader should know besides, in file order: ids of no known recipe, markers without an id, patterns that match nothing.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; init; } = [];

    /// <summary>No file of the recipe's references names an older image.</summary>
    /// <param name="WithdrawnBranch">Our branch of an earlier bump, deleted because nothing is left to propose; null when there was none.</param>
    public sealed record NothingToChange(string? WithdrawnBranch) : BumpResult;

    /// <summary>The move is committed on a branch of its own.</summary>
    public sealed record Committed(BumpCommit Commit) : BumpResult;

    /// <summary>An earlier run made the very same commit; nothing was written.</summary>
    public sealed record AlreadyCommitted(BumpCommit Commit) : BumpResult;

    /// <summary>Nothing was written, for these reasons: at least one.</summary>
    public sealed record Refused(IReadOnlyList<Diagnostic> Diagnostics) : BumpResult;
}

/// <summary>The commit that moves the consumers.</summary>
/// <param name="Branch"><c>golden-ami/web</c>.</param>
/// <param name="Id">The commit's object id.</param>
/// <param name="Base">The commit it stands on: what HEAD was.</param>
/// <param name="Files">The files it changes, sorted by path.</param>
/// <param name="Remote">The remote that has the branch, for example <c>origin</c>; null when it was not pushed.</param>
public sealed record BumpCommit(string Branch, string Id, string Base, IReadOnlyList<ChangedFile> Files, string? Remote)
{
    /// <summary>Subject, body and trailers.</summary>
    public required string Message { get; init; }
}

/// <summary>A file that a bump changes.</summary>
/// <param name="Path">Relative to the repository's root, with forward slashes.</param>
/// <param name="Ids">In the file's order; none when only other values are different.</param>
public sealed record ChangedFile(string Path, IReadOnlyList<MovedId> Ids)
{
    /// <summary>What else is different in it, in the file's order.</summary>
    public IReadOnlyList<MovedValue> Values { get; init; } = [];
}

/// <summary>One place where an id is replaced.</summary>
public sealed record MovedId(SourcePlace Place, AmiId Old, AmiId New, Region Region, AccountId Account, string Architecture);

/// <summary>One place where something that is no id is replaced, because a marker says so.</summary>
/// <param name="What">The marker's word: <c>name</c>, <c>version</c>, <c>image-arn</c>, <c>digest</c> or <c>ssm</c>.</param>
/// <param name="Region">The marker's.</param>
public sealed record MovedValue(SourcePlace Place, string What, string Old, string New, Region Region);
