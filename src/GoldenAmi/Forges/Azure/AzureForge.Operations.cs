using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using GoldenAmi.References;

namespace GoldenAmi.Forges.Azure;

/// <summary>What is done at Azure Repos.</summary>
public sealed partial class AzureForge
{
    // A push can only add to a branch. The commit is therefore made on a branch of its own, and ours is then moved to it in one step that says what it expects.
    private const string Workbench = "golden-ami-workbench/";

    private static string WorkbenchOf(string branch) => Workbench + branch["golden-ami/".Length..];

    public Task<OperationEnd> CarryOutAsync(ForgeOperation operation, CancellationToken ct) => operation switch
    {
        ForgeOperation.SetBranch set => SetBranchAsync(set, ct),
        ForgeOperation.DeleteBranch delete => MoveAsync(delete.Branch, delete.ExpectedTip, Git.NoObject, ct),
        ForgeOperation.OpenPullRequest open => OpenAsync(open, ct),
        ForgeOperation.UpdatePullRequest update => UpdateAsync(update, ct),
        ForgeOperation.Withdraw withdraw => WithdrawAsync(withdraw, ct),
        ForgeOperation.WriteMore more => WriteMoreAsync(more.Number!.Value, more.Text, ct),
        ForgeOperation.Label label => LabelAsync(label, ct),
        ForgeOperation.AskForReview ask => AskAsync(ask, ct),
        // Azure Repos has no assignees
        ForgeOperation.Assign => Task.FromResult<OperationEnd>(new OperationEnd.Done()),
        ForgeOperation.MergeByItself merge => MergeByItselfAsync(merge, ct),
        _ => throw new UnreachableException(),
    };

    private async Task<OperationEnd> SetBranchAsync(ForgeOperation.SetBranch set, CancellationToken ct)
    {
        var proposal = set.Proposal;
        var workbench = WorkbenchOf(proposal.Branch);
        if (await FindRefAsync(workbench, ct) is { } left && await MoveAsync(workbench, left, Git.NoObject, ct) is OperationEnd.Moved taken)
        {
            return taken;
        }

        var changes = proposal.Files.Select(file => new AzureChange(
            file.IsNew ? "add" : "edit",
            new AzureItem("/" + Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(file.File.RawPath))),
            new AzureContent(Convert.ToBase64String(Encoding.Latin1.GetBytes(file.Content)), "base64encoded")));
        // The old object id of a new branch is the commit that it begins at
        var push = new AzureNewPush([new AzurePushRef(Heads + workbench, proposal.Base)], [new AzureNewCommit(proposal.CommitMessage, [.. changes])]);
        var answer = await _http.SendAsync(HttpMethod.Post, Url("/pushes"), push, AzureJson.Default.AzureNewPush, ct);
        if (IsMoved(answer) is { } moved)
        {
            return moved;
        }

        var commit = Read(answer, AzureJson.Default.AzurePush, "pushing the commit").Commits[0];
        var made = Read(await _http.GetAsync(Url($"/commits/{commit.CommitId}"), ct), AzureJson.Default.AzureCommit, "reading the new commit");
        var end = made.TreeId == proposal.Tree
            ? await MoveAsync(proposal.Branch, set.ExpectedTip ?? Git.NoObject, commit.CommitId, ct)
            : throw Refused(ForgeProblems.Failed(Name, "making the commit", $"its tree is {made.TreeId}, and was to be {proposal.Tree}. The branch '{workbench}' holds it."));
        await MoveAsync(workbench, commit.CommitId, Git.NoObject, ct);
        return end is OperationEnd.Done done ? done with { Commit = commit.CommitId } : end;
    }

    private async Task<OperationEnd> MoveAsync(string branch, string before, string after, CancellationToken ct)
    {
        var answer = await _http.SendAsync(HttpMethod.Post, Url("/refs"), [new AzureRefUpdate(Heads + branch, before, after)], AzureJson.Default.RefUpdates, ct);
        if (IsMoved(answer) is { } moved)
        {
            return moved;
        }

        var result = Read(answer, AzureJson.Default.RefResults, "moving the branch").Value[0];
        return result switch
        {
            { Success: true } => new OperationEnd.Done(),
            { UpdateStatus: "staleOldObjectId" or "nonFastForward" } => new OperationEnd.Moved($"the branch '{branch}' was not at {before[..12]} any more"),
            { UpdateStatus: "forcePushRequired" or "createBranchPermissionRequired" or "writePermissionRequired" or "manageNotePermissionRequired" } => throw Refused(ForgeProblems.NotPermitted(
                Name, $"moving the branch '{branch}'", result.UpdateStatus, "give the build service 'Contribute', 'Create branch' and 'Force push' on the repository's branches 'golden-ami/*' and 'golden-ami-workbench/*'.")),
            { UpdateStatus: "rejectedByPolicy" or "locked" or "refLocked" or "rejectedByPlugin" } => throw Refused(ForgeProblems.Protected(Name, branch, $"{result.UpdateStatus} {result.CustomMessage}".Trim())),
            _ => throw Refused(ForgeProblems.Failed(Name, $"moving the branch '{branch}'", $"{result.UpdateStatus} {result.CustomMessage}".Trim())),
        };
    }

    private async Task<OperationEnd> OpenAsync(ForgeOperation.OpenPullRequest open, CancellationToken ct)
    {
        var body = new AzureNewPull(Heads + open.Proposal.Branch, Heads + open.Into, open.Proposal.Title, open.Proposal.Body, open.Draft);
        var answer = await _http.SendAsync(HttpMethod.Post, Url("/pullrequests"), body, AzureJson.Default.AzureNewPull, ct);
        if (IsMoved(answer) is { } moved)
        {
            return moved;
        }

        var pull = Read(answer, AzureJson.Default.AzurePull, "opening the pull request");
        return new OperationEnd.Done(new OpenedPullRequest(pull.PullRequestId, $"{_repository!.WebUrl}/pullrequest/{pull.PullRequestId}"));
    }

    private Task<OperationEnd> UpdateAsync(ForgeOperation.UpdatePullRequest update, CancellationToken ct) =>
        ChangeAsync(update.Number, new AzurePullChange { Title = update.Title, Description = update.Body, TargetRefName = Heads + update.Into }, "updating the pull request", ct);

    private async Task<OperationEnd> WithdrawAsync(ForgeOperation.Withdraw withdraw, CancellationToken ct)
    {
        // The description of an abandoned pull request cannot be changed: the mark comes first
        var marked = await ChangeAsync(withdraw.Number, new AzurePullChange { Description = Fit(withdraw.Body) }, "marking the pull request", ct);
        return marked is OperationEnd.Moved ? marked : await ChangeAsync(withdraw.Number, new AzurePullChange { Status = "abandoned" }, "abandoning the pull request", ct);
    }

    /// <summary>The sign at a body's end must survive Azure's limit.</summary>
    private string Fit(string body) =>
        body.Length <= MostBodyCharacters ? body : body[..(MostBodyCharacters - ProposalMark.Withdrawn.Length)] + ProposalMark.Withdrawn;

    private async Task<OperationEnd> ChangeAsync(int number, AzurePullChange change, string doing, CancellationToken ct)
    {
        var answer = await _http.SendAsync(HttpMethod.Patch, Url($"/pullrequests/{number}"), change, AzureJson.Default.AzurePullChange, ct);
        return IsMoved(answer) is { } moved ? moved : Done(answer, doing);
    }

    private async Task<OperationEnd> WriteMoreAsync(int number, string text, CancellationToken ct)
    {
        var answer = await FindMoreAsync(number, ct) is { } ours
            ? await _http.SendAsync(HttpMethod.Patch, Url($"/pullrequests/{number}/threads/{ours.Thread}/comments/{ours.Comment}"), new AzureCommentChange(text), AzureJson.Default.AzureCommentChange, ct)
            : await _http.SendAsync(HttpMethod.Post, Url($"/pullrequests/{number}/threads"), new AzureNewThread([new AzureNewComment(text)], 4), AzureJson.Default.AzureNewThread, ct);
        return IsMoved(answer) is { } moved ? moved : Done(answer, "writing the comment");
    }

    private async Task<OperationEnd> LabelAsync(ForgeOperation.Label label, CancellationToken ct)
    {
        var warnings = new List<Diagnostics.Diagnostic>();
        foreach (var name in label.Labels)
        {
            warnings.AddRange(await DressAsync(HttpMethod.Post, $"/pullrequests/{label.Number}/labels", new AzureLabel(name), AzureJson.Default.AzureLabel, $"the label '{name}'", ct));
        }

        return new OperationEnd.Done() { Warnings = warnings };
    }

    private async Task<OperationEnd> AskAsync(ForgeOperation.AskForReview ask, CancellationToken ct)
    {
        var warnings = new List<Diagnostics.Diagnostic>();
        foreach (var user in ask.Users.Concat(ask.Teams))
        {
            warnings.AddRange(await DressAsync(HttpMethod.Put, $"/pullrequests/{ask.Number}/reviewers/{Uri.EscapeDataString(user)}", new AzureVote(0), AzureJson.Default.AzureVote, $"the reviewer '{user}'", ct));
        }

        return new OperationEnd.Done() { Warnings = warnings };
    }

    private async Task<OperationEnd> MergeByItselfAsync(ForgeOperation.MergeByItself merge, CancellationToken ct)
    {
        // Auto-complete belongs to whoever set it, and cannot be given when the pull request is opened
        var pull = Read(await _http.GetAsync(Url($"/pullrequests/{merge.Number}"), ct), AzureJson.Default.AzurePull, "reading the pull request");
        var change = new AzurePullChange
        {
            AutoCompleteSetBy = new AzureIdentity(pull.CreatedBy.Id),
            CompletionOptions = new AzureCompletion(
                merge.Method switch { MergeMethod.Merge => "noFastForward", MergeMethod.Squash => "squash", MergeMethod.Rebase => "rebase", _ => throw new UnreachableException() },
                DeleteSourceBranch: true),
        };
        return new OperationEnd.Done() { Warnings = await DressAsync(HttpMethod.Patch, $"/pullrequests/{merge.Number}", change, AzureJson.Default.AzurePullChange, "the wish to merge by itself", ct) };
    }

    /// <summary>What a pull request wears is not worth failing for: what Azure does not take becomes a warning.</summary>
    private async Task<Diagnostics.Diagnostic[]> DressAsync<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type, string what, CancellationToken ct)
    {
        var answer = await _http.SendAsync(method, Url(path), body, type, ct);
        return answer.IsSuccess ? [] : [ForgeProblems.Undressed(Name, what, answer.Said)];
    }

    private static OperationEnd.Moved? IsMoved(ForgeAnswer answer) =>
        answer.IsFailure || answer.Status == HttpStatusCode.Conflict ? new OperationEnd.Moved(answer.Said) : null;

    private OperationEnd.Done Done(ForgeAnswer answer, string doing) => answer.IsSuccess ? new OperationEnd.Done() : throw Refused(Translate(answer, doing));
}
