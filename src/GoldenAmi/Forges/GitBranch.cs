using System.Globalization;
using GoldenAmi.Diagnostics;
using GoldenAmi.References;

namespace GoldenAmi.Forges;

/// <summary>A branch of ours, here and at a remote: looks at it and moves it, with git's plumbing and never over what somebody else put there.</summary>
internal sealed class GitBranch(Git git, string branch, TimeProvider time)
{
    private const string FallbackName = "Golden AMI";
    private const string FallbackEmail = "noreply@golden-ami.invalid";
    private readonly string _ref = $"refs/heads/{branch}";

    /// <summary>The branch in this repository, or null.</summary>
    public async Task<CommitFacts?> FindLocalAsync(CancellationToken ct) => (await CommitFacts.FindAsync(git, ct, _ref))[0];

    /// <summary>The remote to push to: the only one, or of several the one named <c>origin</c>; null when there is none.</summary>
    /// <exception cref="UserErrorException">There are several and none is <c>origin</c> (GA0511).</exception>
    public async Task<string?> FindRemoteAsync(CancellationToken ct)
    {
        var remotes = (await git.RunAsync(new GitCall(["remote"]), ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return remotes switch
        {
            [] => null,
            [var only] => only,
            _ when remotes.Contains("origin") => "origin",
            _ => throw new UserErrorException(Ending.Refused, new Diagnostic(
                ErrorCode.ReferenceRemoteUnclear,
                $"The repository has the remotes {string.Join(", ", remotes.Select(remote => $"'{remote}'"))} and none is named 'origin', so it is not clear where the branch is to be pushed to.",
                Place: null,
                "rename the one that is meant: 'git remote rename NAME origin'.")),
        };
    }

    /// <summary>The branch at the remote, or null. The commit is fetched when it is not here, without a branch or tag for it.</summary>
    public async Task<CommitFacts?> FindAtRemoteAsync(string remote, CancellationToken ct)
    {
        var listing = await git.RunAsync(new GitCall(["ls-remote", "--quiet", "--", remote, _ref]), ct);
        var id = listing.Split('\n').Select(line => line.Split('\t')).FirstOrDefault(words => words is [_, var name] && name == _ref)?[0];
        if (id is null)
        {
            return null;
        }

        if (await git.FindLineAsync(ct, "rev-parse", "--verify", "--quiet", id + "^{commit}") is null)
        {
            await git.RunAsync(new GitCall(["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-gc", "--refmap=", "--", remote, id]), ct);
        }

        return await CommitFacts.ReadAsync(git, id, ct);
    }

    /// <summary>The work tree that has the branch checked out, or null.</summary>
    public async Task<string?> FindCheckedOutAsync(CancellationToken ct)
    {
        var listing = await git.RunAsync(new GitCall(["worktree", "list", "--porcelain"]), ct);
        string? folder = null;
        foreach (var line in listing.Split('\n'))
        {
            folder = line.StartsWith("worktree ", StringComparison.Ordinal) ? TrackedFile.Printable(line["worktree ".Length..]) : folder;
            if (line == $"branch {_ref}")
            {
                return folder;
            }
        }

        return null;
    }

    /// <summary>Makes the proposal's commit object. Author and committer are those of git's configuration, or ours when it names none.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> MakeAsync(Proposal proposal, CancellationToken ct)
    {
        var when = string.Create(CultureInfo.InvariantCulture, $"@{time.GetUtcNow().ToUnixTimeSeconds()} +0000");
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["GIT_AUTHOR_DATE"] = when, ["GIT_COMMITTER_DATE"] = when };
        foreach (var role in new[] { "AUTHOR", "COMMITTER" })
        {
            if (await git.FindLineAsync(ct, "var", $"GIT_{role}_IDENT") is null)
            {
                environment[$"GIT_{role}_NAME"] = FallbackName;
                environment[$"GIT_{role}_EMAIL"] = FallbackEmail;
            }
        }

        var message = System.Text.Encoding.Latin1.GetString(System.Text.Encoding.UTF8.GetBytes(proposal.CommitMessage));
        return (await git.RunAsync(new GitCall(["commit-tree", "--no-gpg-sign", proposal.Tree, "-p", proposal.Base]) { Environment = environment, Input = message }, ct)).TrimEnd('\n');
    }

    /// <summary>Points the branch of this repository at a commit.</summary>
    /// <param name="expected">What it is now; null: it is not there, which git takes as an empty text whatever length its ids have.</param>
    public Task SetAsync(string commit, string? expected, CancellationToken ct) => MoveAsync([_ref, commit, expected ?? ""], ct);

    /// <summary>Takes the branch of this repository away.</summary>
    public Task DeleteAsync(string expected, CancellationToken ct) => MoveAsync(["-d", _ref, expected], ct);

    /// <summary>Points the remote's branch at a commit.</summary>
    /// <param name="commit">"" takes it away.</param>
    /// <param name="expected">What it is now; null: it is not there.</param>
    public async Task PushAsync(string remote, string commit, string? expected, CancellationToken ct)
    {
        var result = await git.TryAsync(new GitCall(
            ["push", "--quiet", "--porcelain", "--no-verify", "--no-follow-tags", $"--force-with-lease={_ref}:{expected}", "--", remote, $"{commit}:{_ref}"]), ct);
        if (!result.Succeeded)
        {
            throw new UserErrorException(Ending.Refused, new Diagnostic(
                ErrorCode.ReferencePushRefused,
                $"The remote '{remote}' did not take the branch '{branch}': {GitFailure.Said(result with { Error = result.Output + result.Error })}",
                Place: null,
                "see that the credentials may push and that no rule protects the branch. 'stale info' means that somebody else pushed meanwhile: run again."));
        }
    }

    private async Task MoveAsync(IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var result = await git.TryAsync(new GitCall(["update-ref", "--no-deref", "-m", "golden-ami bump", .. arguments]), ct);
        if (!result.Succeeded)
        {
            throw new UserErrorException(Ending.Refused, new Diagnostic(
                ErrorCode.ReferenceBranchNotMoved,
                $"Git did not move the branch '{branch}': {GitFailure.Said(result)}",
                Place: null,
                "run again. If another program holds the branch's lock, wait for it; if a lock file was left by a killed git, delete it; a branch named 'golden-ami' is in the way of all branches below that name."));
        }
    }
}
