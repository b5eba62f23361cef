using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GoldenAmi.Tests.Forges;

/// <summary>GitHub in this process, as far as it is called. Requests and answers are held against GitHub's own description.</summary>
internal sealed partial class FakeGitHub : FakeForge
{
    /// <summary>Owner and name.</summary>
    public string Repository { get; init; } = "acme/platform";

    /// <summary>The repository's id in GraphQL.</summary>
    public string NodeId => $"R_{Repository}";

    private string Root => $"/repos/{Repository}";

    private string Owner => Repository.Split('/')[0];

    /// <summary>Who opens pull requests.</summary>
    public string User { get; set; } = "golden-app[bot]";

    protected override HttpResponseMessage Handle(HttpRequestMessage request, Uri url, string? body)
    {
        if (url.AbsolutePath == "/graphql")
        {
            return GraphQl(JsonNode.Parse(body!)!);
        }

        Assert.Null(GitHubDescription.Instance.Check(request.Method.Method, url.AbsolutePath, url.Query, body));
        Assert.Equal("Bearer", request.Headers.Authorization?.Scheme);
        var (status, answer) = Route(request, url, body is null ? new JsonObject() : JsonNode.Parse(body)!, body);
        var response = Answer(status, answer);
        Assert.Null(GitHubDescription.Instance.CheckAnswer(request.Method.Method, url.AbsolutePath, (int)status, answer?.ToJsonString() ?? ""));
        return response;
    }

    private (HttpStatusCode Status, JsonNode? Answer) Route(HttpRequestMessage request, Uri url, JsonNode body, string? text)
    {
        var path = Uri.UnescapeDataString(url.AbsolutePath)[Root.Length..];
        var number = Number().Match(path) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        var pull = Pulls.Find(candidate => candidate.Number == number);
        string Text(string name) => body[name]!.GetValue<string>();
        IEnumerable<string> Texts(string name) => body[name]!.AsArray().Select(item => item!.GetValue<string>());
        switch (request.Method.Method, Number().Replace(path, "/N"))
        {
            case ("GET", ""):
                return Ok(new JsonObject { ["default_branch"] = "main", ["node_id"] = NodeId });
            case ("GET", var reference) when reference.StartsWith("/git/ref/", StringComparison.Ordinal):
                return Find("refs/" + path["/git/ref/".Length..]) is { } tip ? Ok(new JsonObject { ["ref"] = path, ["object"] = new JsonObject { ["sha"] = tip } }) : Problem(HttpStatusCode.NotFound, "Not Found");
            case ("GET", var commit) when commit.StartsWith("/git/commits/", StringComparison.Ordinal):
                return Ok(Commit(path["/git/commits/".Length..]));
            case ("GET", var compare) when compare.StartsWith("/compare/", StringComparison.Ordinal):
                var ends = path["/compare/".Length..].Split("...");
                return IsCommit(ends[1]) ? Ok(new JsonObject { ["ahead_by"] = Ahead(ends[0], ends[1]) }) : Problem(HttpStatusCode.NotFound, "No common ancestor");
            case ("GET", "/pulls"):
                var query = System.Web.HttpUtility.ParseQueryString(url.Query);
                var found = Pulls.Where(candidate => (query["state"] == "all" || candidate.State == "open") && (query["head"] is null || query["head"] == $"{Owner}:{candidate.Head}"));
                return Ok(new JsonArray([.. found.OrderByDescending(candidate => candidate.Number).Select(Json)]));
            case ("GET", "/issues/N/comments"):
                return Ok(new JsonArray([.. pull!.Comments.Select((comment, at) => new JsonObject { ["id"] = (number * 1000) + at, ["body"] = comment })]));
            case ("GET", "/pulls/N/reviews"):
                return Ok(new JsonArray());
            case ("POST", "/git/blobs"):
                return Created(new JsonObject { ["sha"] = Store(Convert.FromBase64String(Text("content"))) });
            case ("POST", "/git/trees"):
                return Created(new JsonObject { ["sha"] = Tree(Text("base_tree"), body["tree"]!.AsArray()) });
            case ("POST", "/git/commits"):
                return Created(new JsonObject { ["sha"] = Commit(Text("message"), Text("tree"), Texts("parents").Single()) });
            case ("POST", "/git/refs"):
                if (Find(Text("ref")) is not null)
                {
                    return Problem(HttpStatusCode.UnprocessableEntity, "Reference already exists");
                }

                Git("update-ref", Text("ref"), Text("sha"));
                return Created(new JsonObject { ["ref"] = Text("ref") });
            case ("POST", "/pulls"):
                return Open(body);
            case ("PATCH", "/pulls/N"):
                pull!.Title = body["title"]?.GetValue<string>() ?? pull.Title;
                pull.Body = body["body"]?.GetValue<string>() ?? pull.Body;
                pull.Base = body["base"]?.GetValue<string>() ?? pull.Base;
                pull.State = body["state"]?.GetValue<string>() ?? pull.State;
                return Ok(Json(pull));
            case ("POST", "/issues/N/labels"):
                pull!.Labels.AddRange(Texts("labels").Except(pull.Labels));
                return Ok(new JsonArray());
            case ("POST", "/issues/N/assignees"):
                pull!.Assignees.AddRange(Texts("assignees"));
                return Created(new JsonObject { ["number"] = number });
            case ("POST", "/pulls/N/requested_reviewers"):
                pull!.Reviewers.AddRange(Texts("reviewers").Concat(Texts("team_reviewers")));
                return Created(new JsonObject { ["number"] = number });
            case ("POST", "/issues/N/comments"):
                pull!.Comments.Add(Text("body"));
                return Created(new JsonObject { ["id"] = (number * 1000) + pull.Comments.Count - 1 });
            case ("PATCH", var comment) when comment.StartsWith("/issues/comments/", StringComparison.Ordinal):
                var id = int.Parse(path["/issues/comments/".Length..], CultureInfo.InvariantCulture);
                Pulls.Single(candidate => candidate.Number == id / 1000).Comments[id % 1000] = Text("body");
                return Ok(new JsonObject { ["id"] = id });
            default:
                throw Unexpected(request, text);
        }
    }

    private (HttpStatusCode Status, JsonNode? Answer) Open(JsonNode body)
    {
        var (head, into) = (body["head"]!.GetValue<string>(), body["base"]!.GetValue<string>());
        if (Pulls.Exists(pull => pull.State == "open" && pull.Head == head && pull.Base == into))
        {
            return Problem(HttpStatusCode.UnprocessableEntity, $"A pull request already exists for {Owner}:{head}.");
        }

        if (Find($"refs/heads/{head}") is not { } tip || Ahead(into, tip) == 0)
        {
            return Problem(HttpStatusCode.UnprocessableEntity, $"No commits between {into} and {head}");
        }

        var opened = new FakePull
        {
            Number = Pulls.Count + 1,
            Head = head,
            Base = into,
            Title = body["title"]!.GetValue<string>(),
            Body = body["body"]!.GetValue<string>(),
            Draft = body["draft"]!.GetValue<bool>(),
        };
        Assert.True(opened.Body.Length <= 65_536);
        Pulls.Add(opened);
        return Created(Json(opened));
    }

    private HttpResponseMessage GraphQl(JsonNode body)
    {
        var variables = body["variables"]!;
        string Text(string name) => variables[name]!.GetValue<string>();
        if (body["query"]!.GetValue<string>().Contains("updateRefs", StringComparison.Ordinal))
        {
            if (Find(Text("name")) != Text("before"))
            {
                return Answer(HttpStatusCode.OK, """{"data":{"updateRefs":null},"errors":[{"type":"UNPROCESSABLE","message":"Reference does not match beforeOid"}]}""");
            }

            Git(Text("after").Trim('0').Length == 0 ? ["update-ref", "-d", Text("name"), Text("before")] : ["update-ref", Text("name"), Text("after"), Text("before")]);
            AfterRefs();
            return Answer(HttpStatusCode.OK, """{"data":{"updateRefs":{"clientMutationId":null}}}""");
        }

        Pulls.Single(pull => $"PR_{pull.Number}" == Text("pull")).AutoMerge = Text("method");
        return Answer(HttpStatusCode.OK, """{"data":{"enablePullRequestAutoMerge":{"clientMutationId":null}}}""");
    }

    private JsonObject Json(FakePull pull) => new()
    {
        ["number"] = pull.Number,
        ["node_id"] = $"PR_{pull.Number}",
        ["state"] = pull.State,
        ["title"] = pull.Title,
        ["body"] = pull.Body,
        ["html_url"] = $"https://github.com/{Repository}/pull/{pull.Number}",
        ["base"] = new JsonObject { ["ref"] = pull.Base },
        ["head"] = new JsonObject { ["ref"] = pull.Head },
        ["user"] = new JsonObject { ["login"] = User },
        ["draft"] = pull.Draft,
        ["merged_at"] = pull.Merged ? "2026-11-22T12:00:00Z" : null,
        ["labels"] = new JsonArray([.. pull.Labels.Select(label => new JsonObject { ["name"] = label })]),
        ["assignees"] = new JsonArray([.. pull.Assignees.Select(user => new JsonObject { ["login"] = user })]),
        ["requested_reviewers"] = new JsonArray([.. pull.Reviewers.Select(user => new JsonObject { ["login"] = user })]),
        ["requested_teams"] = new JsonArray(),
        ["auto_merge"] = pull.AutoMerge is null ? null : new JsonObject { ["merge_method"] = pull.AutoMerge.ToLowerInvariant() },
    };

    private JsonObject Commit(string id) => new()
    {
        ["sha"] = id,
        ["message"] = Git("log", "-1", "--format=%B", id).TrimEnd('\n') + "\n",
        ["tree"] = new JsonObject { ["sha"] = Git("rev-parse", id + "^{tree}") },
        ["parents"] = new JsonArray([.. Git("log", "-1", "--format=%P", id).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(parent => new JsonObject { ["sha"] = parent })]),
    };

    private string Store(byte[] content)
    {
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, content);
        var id = Git("hash-object", "-w", "--no-filters", file);
        File.Delete(file);
        return id;
    }

    private string Tree(string based, JsonArray entries)
    {
        Git("read-tree", based);
        foreach (var entry in entries)
        {
            Git("update-index", "--add", "--cacheinfo", $"{entry!["mode"]},{entry["sha"]},{entry["path"]}");
        }

        return Git("write-tree");
    }

    private string Commit(string message, string tree, string parent)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, message, new UTF8Encoding(false));
        var id = Git("-c", "user.name=GitHub", "-c", "user.email=noreply@github.com", "commit-tree", tree, "-p", parent, "-F", file);
        File.Delete(file);
        return id;
    }

    private static (HttpStatusCode Status, JsonNode? Answer) Ok(JsonNode answer) => (HttpStatusCode.OK, answer);

    private static (HttpStatusCode Status, JsonNode? Answer) Created(JsonNode answer) => (HttpStatusCode.Created, answer);

    private static (HttpStatusCode Status, JsonNode? Answer) Problem(HttpStatusCode status, string message) => (status, new JsonObject { ["message"] = message });

    [GeneratedRegex("(?<=^/(?:pulls|issues))/([0-9]+)")]
    private static partial Regex Number();
}
