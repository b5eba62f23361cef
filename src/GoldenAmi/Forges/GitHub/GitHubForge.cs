using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Forges.GitHub;

/// <summary>
/// GitHub, and GitHub Enterprise Server. Commits are made with the Git Data API, which keeps file modes; they name no author, so GitHub signs them for an app or GITHUB_TOKEN.
/// A branch is moved with GraphQL's <c>updateRefs</c>, because only that says what the branch is expected to be: REST's forced update would drop a commit pushed meanwhile.
/// </summary>
/// <param name="handler">The network, or a test's GitHub.</param>
public sealed partial class GitHubForge(HttpMessageHandler handler, GitHubPlace place, TimeProvider time) : IForge
{
    private const string Prefix = "golden-ami/";
    private const string ActionsUser = "github-actions[bot]";
    private readonly ForgeHttp _http = new("GitHub", handler, new AuthenticationHeaderValue("Bearer", place.Token), time);
    private GitHubRepository? _repository;

    public string Name => "GitHub";

    // 65,536 characters is GitHub's own limit
    public int MostBodyCharacters => 65_000;

    public async Task<Observed> ObserveAsync(string branch, string? baseBranch, string commit, CancellationToken ct)
    {
        _repository ??= await RepositoryAsync(ct);
        var into = baseBranch ?? _repository.DefaultBranch;
        var requests = await PullsAsync($"state=all&sort=created&direction=desc&head={Uri.EscapeDataString($"{place.Owner}:{branch}")}", ct);
        var open = await PullsAsync("state=open", ct);
        var seen = new List<ObservedPullRequest>();
        foreach (var request in requests)
        {
            seen.Add(await SeenAsync(request, ct));
        }

        return new Observed
        {
            BaseBranch = into,
            HasBase = await AheadAsync(into, commit, ct) == 0,
            Tip = await TipAsync(into, branch, ct),
            PullRequests = seen,
            OpenOfOurs = open.Count(request => request.Head.Ref.StartsWith(Prefix, StringComparison.Ordinal)),
        };
    }

    private async Task<GitHubRepository> RepositoryAsync(CancellationToken ct)
    {
        var answer = await _http.GetAsync(Url(""), ct);
        return answer.Status switch
        {
            HttpStatusCode.Unauthorized => throw Refused(ForgeProblems.BadToken(Name, answer.Said)),
            HttpStatusCode.NotFound or HttpStatusCode.Forbidden => throw Refused(ForgeProblems.NotSeen(Name, $"{place.Owner}/{place.Repository}", answer.Said)),
            _ => Read(answer, GitHubJson.Default.GitHubRepository, "reading the repository"),
        };
    }

    private async Task<ObservedTip?> TipAsync(string into, string branch, CancellationToken ct)
    {
        var answer = await _http.GetAsync(Url($"/git/ref/heads/{EscapePath(branch)}"), ct);
        if (answer.Status == HttpStatusCode.NotFound)
        {
            return null;
        }

        var id = Read(answer, GitHubJson.Default.GitHubRef, "reading the branch").Object.Sha;
        var commit = Read(await _http.GetAsync(Url($"/git/commits/{id}"), ct), GitHubJson.Default.GitHubCommit, "reading the branch's commit");
        var ahead = await AheadAsync(into, id, ct) ?? int.MaxValue;
        return new ObservedTip(id, commit.Tree.Sha, [.. commit.Parents.Select(parent => parent.Sha)], commit.Message.TrimEnd('\n') + "\n", ahead);
    }

    /// <summary>How many commits of <paramref name="commit"/> the branch to merge into does not have; null when GitHub does not know the commit.</summary>
    private async Task<int?> AheadAsync(string into, string commit, CancellationToken ct)
    {
        var answer = await _http.GetAsync(Url($"/compare/{EscapePath(into)}...{commit}?per_page=1"), ct);
        return answer.Status is HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity
            ? null
            : Read(answer, GitHubJson.Default.GitHubComparison, "comparing commits").AheadBy;
    }

    private async Task<List<GitHubPull>> PullsAsync(string query, CancellationToken ct) =>
        await PagesAsync(Url($"/pulls?{query}&per_page=100"), GitHubJson.Default.ListGitHubPull, "reading pull requests", ct);

    private async Task<List<T>> PagesAsync<T>(Uri first, JsonTypeInfo<List<T>> type, string doing, CancellationToken ct)
    {
        var all = new List<T>();
        for (Uri? page = first; page is not null;)
        {
            var answer = await _http.GetAsync(page, ct);
            all.AddRange(Read(answer, type, doing));
            page = answer.Next;
        }

        return all;
    }

    private async Task<ObservedPullRequest> SeenAsync(GitHubPull pull, CancellationToken ct)
    {
        var isOpen = pull.State == "open";
        var comments = isOpen ? await PagesAsync(Url($"/issues/{pull.Number}/comments?per_page=100"), GitHubJson.Default.ListGitHubComment, "reading comments", ct) : [];
        var isAsked = pull.RequestedReviewers is { Count: > 0 } || pull.RequestedTeams is { Count: > 0 };
        var isReviewed = isOpen && !isAsked && (await PagesAsync(Url($"/pulls/{pull.Number}/reviews?per_page=100"), GitHubJson.Default.ListGitHubReview, "reading reviews", ct)).Count > 0;
        return new ObservedPullRequest
        {
            Number = pull.Number,
            State = isOpen ? PullRequestState.Open : pull.MergedAt is null ? PullRequestState.Closed : PullRequestState.Merged,
            Title = pull.Title,
            // GitHub's own editor writes CRLF
            Body = (pull.Body ?? "").Replace("\r\n", "\n", StringComparison.Ordinal),
            Url = pull.HtmlUrl,
            Into = pull.Base.Ref,
            MoreBody = comments.Find(comment => comment.Body.StartsWith(ProposalMark.More, StringComparison.Ordinal))?.Body,
            Labels = [.. pull.Labels.Select(label => label.Name)],
            HasReviewers = isAsked || isReviewed,
            HasAssignees = pull.Assignees.Count > 0,
            AutoMerges = pull.AutoMerge is { ValueKind: System.Text.Json.JsonValueKind.Object },
        };
    }

    private T Read<T>(ForgeAnswer answer, JsonTypeInfo<T> type, string doing) =>
        answer.IsSuccess ? answer.Read(type, Name, doing) : throw Refused(Translate(answer, doing));

    /// <summary>What GitHub's refusals mean.</summary>
    private Diagnostic Translate(ForgeAnswer answer, string doing)
    {
        var said = answer.Said;
        bool Says(string part) => said.Contains(part, StringComparison.OrdinalIgnoreCase);
        return answer.Status switch
        {
            HttpStatusCode.Unauthorized => ForgeProblems.BadToken(Name, said),
            HttpStatusCode.Forbidden when Says("not permitted to create or approve pull requests") => ForgeProblems.PullRequestsNotAllowed(said),
            HttpStatusCode.Forbidden when Says("not accessible by integration") || Says("read-only") || Says("not accessible by personal access token") => ForgeProblems.NotPermitted(
                Name, doing, said, "give the job 'permissions: { contents: write, pull-requests: write }'. In a run for a pull request from a fork the token can only read; run on the base branch instead."),
            HttpStatusCode.Forbidden => ForgeProblems.NotPermitted(Name, doing, said, "give the token the permissions 'contents: write' and 'pull-requests: write'."),
            _ when IsProtection(said) => ForgeProblems.Protected(Name, Prefix + "…", said),
            _ => ForgeProblems.Failed(Name, doing, said),
        };
    }

    private static bool IsProtection(string said) =>
        said.Contains("protected branch", StringComparison.OrdinalIgnoreCase) || said.Contains("rule violation", StringComparison.OrdinalIgnoreCase)
        || said.Contains("must be signed", StringComparison.OrdinalIgnoreCase) || said.Contains("verified signature", StringComparison.OrdinalIgnoreCase);

    private Uri Url(string path) => new($"{place.ApiUrl.AbsoluteUri.TrimEnd('/')}/repos/{Uri.EscapeDataString(place.Owner)}/{Uri.EscapeDataString(place.Repository)}{path}");

    private static string EscapePath(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static UserErrorException Refused(Diagnostic diagnostic) => new(Ending.Refused, diagnostic);
}
