using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Forges.Azure;

/// <summary>Azure Repos over its REST interface, version 7.1.</summary>
/// <param name="handler">The network, or a test's Azure DevOps.</param>
public sealed partial class AzureForge(HttpMessageHandler handler, AzurePlace place, TimeProvider time) : IForge
{
    private const string Version = "api-version=7.1";
    private const string Heads = "refs/heads/";
    private const string Ours = Heads + "golden-ami/";
    private const int PageSize = 100;
    private readonly ForgeHttp _http = new("Azure Repos", handler, new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(":" + place.Token))), time);
    private AzureRepository? _repository;

    public string Name => "Azure Repos";

    // Azure Repos cuts nothing: it refuses a longer description
    public int MostBodyCharacters => 4_000;

    public async Task<Observed> ObserveAsync(string branch, string? baseBranch, string commit, CancellationToken ct)
    {
        _repository ??= await RepositoryAsync(ct);
        var into = baseBranch ?? Short(_repository.DefaultBranch ?? throw Refused(ForgeProblems.Failed(Name, "reading the repository", "it has no branch yet")));
        var requests = await PullsAsync($"searchCriteria.status=all&searchCriteria.sourceRefName={Uri.EscapeDataString(Heads + branch)}", ct);
        var open = await PullsAsync("searchCriteria.status=active", ct);
        var seen = new List<ObservedPullRequest>();
        foreach (var request in requests.OrderByDescending(request => request.PullRequestId))
        {
            seen.Add(await SeenAsync(request, ct));
        }

        return new Observed
        {
            BaseBranch = into,
            HasBase = await AheadAsync(into, commit, ct) == 0,
            Tip = await TipAsync(into, branch, ct),
            Left = await FindRefAsync(WorkbenchOf(branch), ct) is { } left ? new LeftBranch(WorkbenchOf(branch), left) : null,
            PullRequests = seen,
            OpenOfOurs = open.Count(request => request.SourceRefName.StartsWith(Ours, StringComparison.Ordinal)),
        };
    }

    private async Task<AzureRepository> RepositoryAsync(CancellationToken ct)
    {
        var answer = await _http.GetAsync(
            new Uri($"{place.Organization.AbsoluteUri.TrimEnd('/')}/{Uri.EscapeDataString(place.Project)}/_apis/git/repositories/{Uri.EscapeDataString(place.Repository)}?{Version}"), ct);
        return answer.Status switch
        {
            // A token that is not valid is sent to the sign-in page: 203 or 302 with HTML
            HttpStatusCode.Unauthorized or HttpStatusCode.NonAuthoritativeInformation or HttpStatusCode.Found => throw Refused(ForgeProblems.BadToken(Name, $"(HTTP {(int)answer.Status})")),
            HttpStatusCode.NotFound => throw Refused(ForgeProblems.NotSeen(Name, $"{place.Project}/{place.Repository}", answer.Said)),
            _ => Read(answer, AzureJson.Default.AzureRepository, "reading the repository"),
        };
    }

    private async Task<ObservedTip?> TipAsync(string into, string branch, CancellationToken ct)
    {
        if (await FindRefAsync(branch, ct) is not { } id)
        {
            return null;
        }

        var commit = Read(await _http.GetAsync(Url($"/commits/{id}"), ct), AzureJson.Default.AzureCommit, "reading the branch's commit");
        var ahead = await AheadAsync(into, id, ct) ?? int.MaxValue;
        return new ObservedTip(id, commit.TreeId, commit.Parents ?? [], (commit.Comment ?? "").TrimEnd('\n') + "\n", ahead);
    }

    private async Task<string?> FindRefAsync(string branch, CancellationToken ct)
    {
        var refs = Read(await _http.GetAsync(Url($"/refs?filter={Uri.EscapeDataString($"heads/{branch}")}"), ct), AzureJson.Default.Refs, "reading the branch");
        return refs.Value.FirstOrDefault(found => found.Name == Heads + branch)?.ObjectId;
    }

    /// <summary>How many commits of <paramref name="commit"/> the branch to merge into does not have; null when Azure does not know the commit.</summary>
    private async Task<int?> AheadAsync(string into, string commit, CancellationToken ct)
    {
        var query = $"baseVersion={Uri.EscapeDataString(into)}&baseVersionType=branch&targetVersion={commit}&targetVersionType=commit&$top=1";
        var answer = await _http.GetAsync(Url($"/diffs/commits?{query}"), ct);
        return answer.Status == HttpStatusCode.NotFound ? null : Read(answer, AzureJson.Default.AzureDifference, "comparing commits").AheadCount;
    }

    private async Task<List<AzurePull>> PullsAsync(string query, CancellationToken ct)
    {
        var all = new List<AzurePull>();
        for (var skip = 0; ; skip += PageSize)
        {
            var url = Url(string.Create(CultureInfo.InvariantCulture, $"/pullrequests?{query}&$top={PageSize}&$skip={skip}"));
            var page = Read(await _http.GetAsync(url, ct), AzureJson.Default.Pulls, "reading pull requests").Value;
            all.AddRange(page);
            if (page.Count < PageSize)
            {
                return all;
            }
        }
    }

    private async Task<ObservedPullRequest> SeenAsync(AzurePull listed, CancellationToken ct)
    {
        var isOpen = listed.Status == "active";
        // Lists cut descriptions at 400 characters
        var pull = Read(await _http.GetAsync(Url($"/pullrequests/{listed.PullRequestId}"), ct), AzureJson.Default.AzurePull, "reading the pull request");
        var labels = isOpen ? Read(await _http.GetAsync(Url($"/pullrequests/{listed.PullRequestId}/labels"), ct), AzureJson.Default.Labels, "reading labels").Value : [];
        return new ObservedPullRequest
        {
            Number = pull.PullRequestId,
            State = pull.Status switch { "active" => PullRequestState.Open, "completed" => PullRequestState.Merged, _ => PullRequestState.Closed },
            Title = pull.Title,
            Body = (pull.Description ?? "").Replace("\r\n", "\n", StringComparison.Ordinal),
            Url = $"{_repository!.WebUrl}/pullrequest/{pull.PullRequestId}",
            Into = Short(pull.TargetRefName),
            MoreBody = isOpen ? (await FindMoreAsync(pull.PullRequestId, ct))?.Text : null,
            Labels = [.. labels.Select(label => label.Name)],
            HasReviewers = pull.Reviewers is { Count: > 0 },
            // Azure Repos has no assignees, so nothing is missing
            HasAssignees = true,
            AutoMerges = pull.AutoCompleteSetBy is not null,
        };
    }

    private async Task<(int Thread, int Comment, string Text)?> FindMoreAsync(int number, CancellationToken ct)
    {
        var threads = Read(await _http.GetAsync(Url($"/pullrequests/{number}/threads"), ct), AzureJson.Default.Threads, "reading comments").Value;
        foreach (var thread in threads)
        {
            if (thread.Comments is [{ Content: { } text } first, ..] && text.StartsWith(ProposalMark.More, StringComparison.Ordinal))
            {
                return (thread.Id, first.Id, text);
            }
        }

        return null;
    }

    private T Read<T>(ForgeAnswer answer, JsonTypeInfo<T> type, string doing) =>
        answer.IsSuccess ? answer.Read(type, Name, doing) : throw Refused(Translate(answer, doing));

    private Diagnostic Translate(ForgeAnswer answer, string doing) => answer.Status switch
    {
        HttpStatusCode.Unauthorized => ForgeProblems.BadToken(Name, answer.Said),
        HttpStatusCode.Forbidden => ForgeProblems.NotPermitted(
            Name, doing, answer.Said, "give the build service 'Contribute', 'Create branch', 'Force push' and 'Contribute to pull requests' on the repository, and see that the job's token may reach it."),
        _ => ForgeProblems.Failed(Name, doing, answer.Said),
    };

    private Uri Url(string path) =>
        new($"{place.Organization.AbsoluteUri.TrimEnd('/')}/{Uri.EscapeDataString(place.Project)}/_apis/git/repositories/{_repository!.Id}{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Version}");

    private static string Short(string name) => name.StartsWith(Heads, StringComparison.Ordinal) ? name[Heads.Length..] : name;

    private static UserErrorException Refused(Diagnostic diagnostic) => new(Ending.Refused, diagnostic);
}
