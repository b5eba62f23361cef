using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using GoldenAmi.Tests.References;

namespace GoldenAmi.Tests.Forges;

/// <summary>What the in-process forges share: a bare repository as their storage, pull requests, faults, and a failure for every request that they do not know.</summary>
internal abstract class FakeForge : HttpMessageHandler
{
    private readonly TestRepository _git;
    private readonly SemaphoreSlim _turn = new(1);

    protected FakeForge()
    {
        _git = new TestRepository();
        // Nothing is checked out, and every object may be fetched: as at a forge
        File.WriteAllText(Path.Combine(Folder, ".git/HEAD"), "ref: refs/heads/nothing\n");
        File.AppendAllText(Path.Combine(Folder, ".git/config"), "[uploadpack]\nallowAnySHA1InWant = true\n");
    }

    public string Folder => _git.Folder;

    public List<FakePull> Pulls { get; } = [];

    /// <summary>Method and path of every request, in order.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Answers given instead of the forge's own, each once, to the first request that it fits.</summary>
    public List<(string Fits, HttpStatusCode Status, string Body, TimeSpan? RetryAfter)> Faults { get; } = [];

    /// <summary>Done once, just before the request that it fits: what somebody else does between looking and doing.</summary>
    public (string Fits, System.Action Do)? Meanwhile { get; set; }

    /// <summary>Asked before each request that changes something; an exception is thrown in place of an answer.</summary>
    public System.Func<Exception?>? OnMutation { get; set; }

    public IEnumerable<string> Mutations => Requests.Where(request => !request.StartsWith("GET", StringComparison.Ordinal));

    public string Git(params string[] arguments) => _git.Git(arguments).TrimEnd('\n');

    public string? Find(string reference)
    {
        var found = Git("for-each-ref", "--format=%(objectname)", reference);
        return found.Length == 0 ? null : found;
    }

    public int Ahead(string into, string commit) => int.Parse(Git("rev-list", "--count", $"refs/heads/{into}..{commit}"), System.Globalization.CultureInfo.InvariantCulture);

    public bool IsCommit(string commit)
    {
        try
        {
            return Git("cat-file", "-t", commit) == "commit";
        }
        catch (Xunit.Sdk.TrueException)
        {
            return false;
        }
    }

    /// <summary>A branch that is gone takes its open pull requests with it.</summary>
    public void AfterRefs()
    {
        foreach (var pull in Pulls.Where(pull => pull.State == "open" && Find($"refs/heads/{pull.Head}") is null))
        {
            pull.State = "closed";
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return Send(request, body);
        }
        finally
        {
            _turn.Release();
        }
    }

    private HttpResponseMessage Send(HttpRequestMessage request, string? body)
    {
        var line = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        if (Meanwhile is { } meanwhile && line.Contains(meanwhile.Fits, StringComparison.Ordinal))
        {
            Meanwhile = null;
            meanwhile.Do();
        }

        if (request.Method != HttpMethod.Get && OnMutation?.Invoke() is { } death)
        {
            throw death;
        }

        Requests.Add(line);
        var fault = Faults.FindIndex(fault => line.Contains(fault.Fits, StringComparison.Ordinal) || body?.Contains(fault.Fits, StringComparison.Ordinal) == true);
        if (fault >= 0)
        {
            var (_, status, text, after) = Faults[fault];
            Faults.RemoveAt(fault);
            var answer = Answer(status, text);
            answer.Headers.RetryAfter = after is null ? null : new System.Net.Http.Headers.RetryConditionHeaderValue(after.Value);
            return answer;
        }

        return Handle(request, request.RequestUri!, body);
    }

    protected abstract HttpResponseMessage Handle(HttpRequestMessage request, Uri url, string? body);

    protected static HttpResponseMessage Answer(HttpStatusCode status, JsonNode? json) => Answer(status, json?.ToJsonString() ?? "");

    protected static HttpResponseMessage Answer(HttpStatusCode status, string text) =>
        new(status) { Content = new StringContent(text, Encoding.UTF8, "application/json") };

    protected static Exception Unexpected(HttpRequestMessage request, string? body) => new Xunit.Sdk.XunitException($"unexpected request {request.Method} {request.RequestUri} {body}");

    protected override void Dispose(bool disposing)
    {
        _turn.Dispose();
        _git.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>A pull request of an in-process forge.</summary>
internal sealed class FakePull
{
    public required int Number { get; init; }

    public required string Head { get; init; }

    public required string Base { get; set; }

    public required string Title { get; set; }

    public required string Body { get; set; }

    public string State { get; set; } = "open";

    public bool Merged { get; set; }

    public bool Draft { get; init; }

    public List<string> Labels { get; } = [];

    public List<string> Reviewers { get; } = [];

    public List<string> Assignees { get; } = [];

    public List<string> Comments { get; } = [];

    public string? AutoMerge { get; set; }
}
