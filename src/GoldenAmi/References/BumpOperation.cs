namespace GoldenAmi.References;

/// <summary>One thing that a bump does to the repository. Each is safe to repeat and changes nothing when somebody else was faster.</summary>
internal abstract record BumpOperation
{
    private BumpOperation()
    {
    }

    /// <summary>Makes the commit object; the operations after it that name no commit mean this one.</summary>
    public sealed record MakeCommit(string Tree, string Base, string Message) : BumpOperation;

    /// <summary>Points the branch of this repository at the commit.</summary>
    /// <param name="Commit">Null: the commit just made.</param>
    /// <param name="Expected">What the branch is now; null: it is not there.</param>
    public sealed record SetBranch(string? Commit, string? Expected) : BumpOperation;

    /// <summary>Takes the branch of this repository away.</summary>
    public sealed record DeleteBranch(string Expected) : BumpOperation;

    /// <summary>Points the remote's branch at the commit.</summary>
    /// <param name="Commit">Null: the commit just made.</param>
    public sealed record Push(string Remote, string? Commit, string? Expected) : BumpOperation;

    /// <summary>Takes the remote's branch away.</summary>
    public sealed record DeleteRemoteBranch(string Remote, string Expected) : BumpOperation;
}
