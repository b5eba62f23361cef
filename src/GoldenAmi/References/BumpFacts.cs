namespace GoldenAmi.References;

/// <summary>What the bump's branch is before the bump, here and at the remote.</summary>
internal sealed record BumpFacts
{
    /// <summary>The commit to stand on.</summary>
    public required string Base { get; init; }

    /// <summary>The tree that the base would have after the edits, or null when there is nothing to change.</summary>
    public required string? Tree { get; init; }

    /// <summary>The message's text without trailers.</summary>
    public required string Text { get; init; }

    /// <summary>The branch in this repository, or null.</summary>
    public required CommitFacts? Local { get; init; }

    /// <summary>The remote to push to, or null for none.</summary>
    public required string? Remote { get; init; }

    /// <summary>The branch at the remote, or null.</summary>
    public required CommitFacts? AtRemote { get; init; }

    /// <summary>Path of the work tree in which the branch is checked out, or null.</summary>
    public string? CheckedOutIn { get; init; }
}
