namespace GoldenAmi.Forges;

/// <summary>One thing that is done at a forge. Each says what it expects to find, so that nothing of anybody else is overwritten.</summary>
public abstract record ForgeOperation
{
    private ForgeOperation()
    {
    }

    /// <summary>Makes the proposal's commit and points the branch at it.</summary>
    /// <param name="ExpectedTip">What the branch is now, or null when it is not there.</param>
    public sealed record SetBranch(Proposal Proposal, string? ExpectedTip) : ForgeOperation;

    /// <summary>The same in the clone that the run works in.</summary>
    public sealed record SetClone(Proposal Proposal, string? ExpectedTip) : ForgeOperation;

    /// <summary>Takes the branch out of the clone that the run works in.</summary>
    public sealed record DeleteClone(string Branch, string ExpectedTip) : ForgeOperation;

    public sealed record DeleteBranch(string Branch, string ExpectedTip) : ForgeOperation;

    public sealed record OpenPullRequest(Proposal Proposal, string Into, bool Draft) : ForgeOperation;

    /// <summary>Title, body and the branch to merge into become the proposal's.</summary>
    public sealed record UpdatePullRequest(int Number, string Title, string Body, string Into) : ForgeOperation;

    /// <summary>Writes the comment with what the body had no room for, in place when there is one. Null as number, here and below: the one just opened.</summary>
    public sealed record WriteMore(int? Number, string Text) : ForgeOperation;

    /// <summary>Closes a pull request because nothing is left to change, and marks it so.</summary>
    public sealed record Withdraw(int Number, string Body) : ForgeOperation;

    public sealed record Label(int? Number, IReadOnlyList<string> Labels) : ForgeOperation;

    public sealed record AskForReview(int? Number, IReadOnlyList<string> Users, IReadOnlyList<string> Teams) : ForgeOperation;

    public sealed record Assign(int? Number, IReadOnlyList<string> Users) : ForgeOperation;

    public sealed record MergeByItself(int? Number, MergeMethod Method) : ForgeOperation;
}
