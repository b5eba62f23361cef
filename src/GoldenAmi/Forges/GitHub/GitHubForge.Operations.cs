using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using GoldenAmi.References;

namespace GoldenAmi.Forges.GitHub;

/// <summary>What is done at GitHub.</summary>
public sealed partial class GitHubForge
{
    private const string MoveRef = "mutation($repository: ID!, $name: GitRefname!, $before: GitObjectID!, $after: GitObjectID!) { updateRefs(input: { repositoryId: $repository, refUpdates: [{ name: $name, beforeOid: $before, afterOid: $after, force: true }] }) { clientMutationId } }";
    private const string AutoMerge = "mutation($pull: ID!, $method: PullRequestMergeMethod!) { enablePullRequestAutoMerge(input: { pullRequestId: $pull, mergeMethod: $method }) { clientMutationId } }";

    public Task<OperationEnd> CarryOutAsync(ForgeOperation operation, CancellationToken ct) => operation switch
    {
        ForgeOperation.SetBranch set => SetBranchAsync(set, ct),
        ForgeOperation.DeleteBranch delete => MoveAsync(delete.Branch, delete.ExpectedTip, Git.NoObject, ct),
        ForgeOperation.OpenPullRequest open => OpenAsync(open, ct),
        ForgeOperation.UpdatePullRequest update => ChangeAsync(update.Number, new GitHubPullChange { Title = update.Title, Body = update.Body, Base = update.Into }, "updating the pull request", ct),
        ForgeOperation.Withdraw withdraw => ChangeAsync(withdraw.Number, new GitHubPullChange { Body = withdraw.Body, State = "closed" }, "closing the pull request", ct),
        ForgeOperation.WriteMore more => WriteMoreAsync(more.Number!.Value, more.Text, ct),
        ForgeOperation.Label label => DressAsync($"/issues/{label.Number}/labels", new GitHubLabels(label.Labels), GitHubJson.Default.GitHubLabels, $"the labels {string.Join(", ", label.Labels)}", ct),
        ForgeOperation.AskForReview ask => DressAsync(
            $"/pulls/{ask.Number}/requested_reviewers", new GitHubReviewers(ask.Users, ask.Teams), GitHubJson.Default.GitHubReviewers, $"the reviewers {string.Join(", ", ask.Users.Concat(ask.Teams))}", ct),
        ForgeOperation.Assign assign => DressAsync($"/issues/{assign.Number}/assignees", new GitHubAssignees(assign.Users), GitHubJson.Default.GitHubAssignees, $"the assignees {string.Join(", ", assign.Users)}", ct),
        ForgeOperation.MergeByItself merge => MergeByItselfAsync(merge, ct),
        _ => throw new UnreachableException(),
    };

    private async Task<OperationEnd> SetBranchAsync(ForgeOperation.SetBranch set, CancellationToken ct)
    {
        var proposal = set.Proposal;
        var entries = new List<GitHubTreeEntry>();
        foreach (var file in proposal.Files)
        {
            var blob = new GitHubNewBlob(Convert.ToBase64String(Encoding.Latin1.GetBytes(file.Content)), "base64");
            var path = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(file.File.RawPath));
            entries.Add(new GitHubTreeEntry(path, file.File.Mode, "blob", await CreateAsync("/git/blobs", blob, GitHubJson.Default.GitHubNewBlob, "storing a file", ct)));
        }

        var based = Read(await _http.GetAsync(Url($"/git/commits/{proposal.Base}"), ct), GitHubJson.Default.GitHubCommit, "reading the base commit").Tree.Sha;
        var tree = await CreateAsync("/git/trees", new GitHubNewTree(based, entries), GitHubJson.Default.GitHubNewTree, "making the tree", ct);
        if (tree != proposal.Tree)
        {
            throw Refused(ForgeProblems.Failed(Name, "making the tree", $"it is {tree}, and was to be {proposal.Tree}. Nothing was pushed."));
        }

        var commit = await CreateAsync("/git/commits", new GitHubNewCommit(proposal.CommitMessage, tree, [proposal.Base]), GitHubJson.Default.GitHubNewCommit, "making the commit", ct);
        var end = set.ExpectedTip is { } tip ? await MoveAsync(proposal.Branch, tip, commit, ct) : await MakeBranchAsync(proposal.Branch, commit, ct);
        return end is OperationEnd.Done done ? done with { Commit = commit } : end;
    }

    private async Task<string> CreateAsync<T>(string path, T body, JsonTypeInfo<T> type, string doing, CancellationToken ct)
    {
        // Objects are named by their content, so making one again does no harm
        for (var attempt = 1; ; attempt++)
        {
            var answer = await _http.SendAsync(HttpMethod.Post, Url(path), body, type, ct);
            if (attempt == 3 || (!answer.IsFailure && answer.Status != HttpStatusCode.Conflict))
            {
                return Read(answer, GitHubJson.Default.GitHubObject, doing).Sha;
            }

            await Task.Delay(TimeSpan.FromSeconds(attempt), time, ct);
        }
    }

    private async Task<OperationEnd> MakeBranchAsync(string branch, string commit, CancellationToken ct)
    {
        var answer = await _http.SendAsync(HttpMethod.Post, Url("/git/refs"), new GitHubNewRef($"refs/heads/{branch}", commit), GitHubJson.Default.GitHubNewRef, ct);
        return IsMoved(answer, "Reference already exists") is { } moved ? moved : Done(answer, "making the branch");
    }

    private async Task<OperationEnd> MoveAsync(string branch, string before, string after, CancellationToken ct)
    {
        var answer = await GraphQlAsync(MoveRef, new() { ["repository"] = _repository!.NodeId, ["name"] = $"refs/heads/{branch}", ["before"] = before, ["after"] = after }, ct);
        return answer.Error switch
        {
            null => new OperationEnd.Done(),
            { } error when IsProtection(error) => throw Refused(ForgeProblems.Protected(Name, branch, error)),
            { } error when error.Contains("not accessible", StringComparison.OrdinalIgnoreCase) => throw Refused(Translate(answer.Http with { Status = HttpStatusCode.Forbidden }, "moving the branch")),
            { } error => new OperationEnd.Moved($"the branch '{branch}' was not at {before[..12]} any more: {error}"),
        };
    }

    private async Task<OperationEnd> OpenAsync(ForgeOperation.OpenPullRequest open, CancellationToken ct)
    {
        var answer = await SendAsync(open.Draft);
        // Private repositories of the free plan have no drafts
        var noDrafts = answer.Status == HttpStatusCode.UnprocessableEntity && answer.Body.Contains("Draft pull requests are not supported", StringComparison.Ordinal);
        var refused = noDrafts ? answer : null;
        answer = noDrafts ? await SendAsync(false) : answer;
        if (IsMoved(answer, "A pull request already exists", "No commits between") is { } moved)
        {
            return moved;
        }

        var pull = Read(answer, GitHubJson.Default.GitHubPull, "opening the pull request");
        return new OperationEnd.Done(new OpenedPullRequest(pull.Number, pull.HtmlUrl))
        {
            Warnings =
            [
                .. refused is null ? [] : new[] { ForgeProblems.Undressed(Name, "the wish for a draft", refused.Said) },
                .. pull.User?.Login == ActionsUser ? [ForgeProblems.ChecksWait()] : Array.Empty<Diagnostics.Diagnostic>(),
            ],
        };

        Task<ForgeAnswer> SendAsync(bool draft) => _http.SendAsync(
            HttpMethod.Post,
            Url("/pulls"),
            new GitHubNewPull(open.Proposal.Title, open.Proposal.Branch, open.Into, open.Proposal.Body, draft, MaintainerCanModify: true),
            GitHubJson.Default.GitHubNewPull,
            ct);
    }

    private async Task<OperationEnd> ChangeAsync(int number, GitHubPullChange change, string doing, CancellationToken ct)
    {
        var answer = await _http.SendAsync(HttpMethod.Patch, Url($"/pulls/{number}"), change, GitHubJson.Default.GitHubPullChange, ct);
        return IsMoved(answer) is { } moved ? moved : Done(answer, doing);
    }

    private async Task<OperationEnd> WriteMoreAsync(int number, string text, CancellationToken ct)
    {
        var comments = await PagesAsync(Url($"/issues/{number}/comments?per_page=100"), GitHubJson.Default.ListGitHubComment, "reading comments", ct);
        var ours = comments.Find(comment => comment.Body.StartsWith(ProposalMark.More, StringComparison.Ordinal));
        var (method, path) = ours is null ? (HttpMethod.Post, $"/issues/{number}/comments") : (HttpMethod.Patch, $"/issues/comments/{ours.Id}");
        var answer = await _http.SendAsync(method, Url(path), new GitHubText(text), GitHubJson.Default.GitHubText, ct);
        return IsMoved(answer) is { } moved ? moved : Done(answer, "writing the comment");
    }

    /// <summary>What a pull request wears is not worth failing for: what GitHub does not take becomes a warning.</summary>
    private async Task<OperationEnd> DressAsync<T>(string path, T body, JsonTypeInfo<T> type, string what, CancellationToken ct)
    {
        var answer = await _http.SendAsync(HttpMethod.Post, Url(path), body, type, ct);
        return answer.IsSuccess ? new OperationEnd.Done() : new OperationEnd.Done() { Warnings = [ForgeProblems.Undressed(Name, what, answer.Said)] };
    }

    private async Task<OperationEnd> MergeByItselfAsync(ForgeOperation.MergeByItself merge, CancellationToken ct)
    {
        var pulls = await PullsAsync("state=open", ct);
        if (pulls.Find(pull => pull.Number == merge.Number) is not { } open)
        {
            return new OperationEnd.Moved($"pull request {merge.Number} is not open any more");
        }

        var answer = await GraphQlAsync(AutoMerge, new() { ["pull"] = open.NodeId, ["method"] = merge.Method.ToString().ToUpperInvariant() }, ct);
        return new OperationEnd.Done() { Warnings = answer.Error is null ? [] : [ForgeProblems.Undressed(Name, "the wish to merge by itself", answer.Error)] };
    }

    private async Task<(string? Error, ForgeAnswer Http)> GraphQlAsync(string query, Dictionary<string, string> variables, CancellationToken ct)
    {
        var answer = await _http.SendAsync(HttpMethod.Post, place.GraphQlUrl, new GraphQlRequest(query, variables), GitHubJson.Default.GraphQlRequest, ct);
        if (!answer.IsSuccess)
        {
            return answer.IsFailure ? (answer.Said, answer) : throw Refused(Translate(answer, "a GraphQL request"));
        }

        var errors = answer.Read(GitHubJson.Default.GraphQlAnswer, Name, "a GraphQL request").Errors ?? [];
        return (errors.Count == 0 ? null : string.Join("; ", errors.Select(error => error.Message)), answer);
    }

    /// <summary>An answer that means "look again": a conflict, a failure after which it is not known what was done, or one of these messages.</summary>
    private static OperationEnd.Moved? IsMoved(ForgeAnswer answer, params string[] messages) =>
        answer.IsFailure || answer.Status == HttpStatusCode.Conflict
        || (answer.Status == HttpStatusCode.UnprocessableEntity && Array.Exists(messages, message => answer.Body.Contains(message, StringComparison.Ordinal)))
            ? new OperationEnd.Moved(answer.Said)
            : null;

    private OperationEnd.Done Done(ForgeAnswer answer, string doing) => answer.IsSuccess ? new OperationEnd.Done() : throw Refused(Translate(answer, doing));
}
