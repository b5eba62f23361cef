using GoldenAmi.Diagnostics;

namespace GoldenAmi.Forges;

/// <summary>Where a repository's pull requests are. Three carry out the same operations: GitHub, Azure Repos, plain Git.</summary>
public interface IForge
{
    /// <summary>For people and messages: <c>GitHub</c>.</summary>
    string Name { get; }

    /// <summary>The most characters of a pull request's body.</summary>
    int MostBodyCharacters { get; }

    /// <summary>Looks at the branch and its pull requests.</summary>
    /// <param name="commit">The commit that a proposal would stand on.</param>
    /// <exception cref="UserErrorException">The forge refuses: no such repository, no permission, no network.</exception>
    Task<Observed> ObserveAsync(string branch, string? baseBranch, string commit, CancellationToken ct);

    /// <summary>Carries out one operation.</summary>
    /// <exception cref="UserErrorException">The forge refuses for a reason that the reader can mend.</exception>
    Task<OperationEnd> CarryOutAsync(ForgeOperation operation, CancellationToken ct);
}

/// <summary>How an operation ended.</summary>
public abstract record OperationEnd
{
    private OperationEnd()
    {
    }

    /// <summary>Done.</summary>
    /// <param name="PullRequest">Number and address of a pull request that was opened; null for other operations.</param>
    public sealed record Done(OpenedPullRequest? PullRequest = null) : OperationEnd
    {
        /// <summary>Id of the commit that the branch is at now; null for operations on other things.</summary>
        public string? Commit { get; init; }

        /// <summary>What the reader should know: a label that could not be set, checks that will wait.</summary>
        public IReadOnlyList<Diagnostic> Warnings { get; init; } = [];
    }

    /// <summary>Something was not as expected, nothing was done: look again and plan again.</summary>
    /// <param name="Why">For the reader, when it goes on like this.</param>
    public sealed record Moved(string Why) : OperationEnd;
}

/// <summary>A pull request that was just opened.</summary>
public sealed record OpenedPullRequest(int Number, string Url);
