namespace GoldenAmi.Forges;

/// <summary>How far a move to a new image is carried.</summary>
public enum MoveReach
{
    /// <summary>Nothing is moved.</summary>
    None,

    /// <summary>A commit on a branch of this clone.</summary>
    Commit,

    /// <summary>That branch pushed to the remote too.</summary>
    Push,

    /// <summary>A pull request at the forge.</summary>
    PullRequest,
}
