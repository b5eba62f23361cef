using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GoldenAmi.Tests.Forges;

/// <summary>Azure DevOps in this process, as far as it is called.</summary>
internal sealed partial class FakeAzure : FakeForge
{
    private const string Heads = "refs/heads/";
    private const string Root = "/acme/shop/_apis/git/repositories/";
    private const string Zero = "0000000000000000000000000000000000000000";
    private const int MostDescription = 4_000;

    protected override HttpResponseMessage Handle(HttpRequestMessage request, Uri url, string? body)
    {
        Assert.Equal("Basic", request.Headers.Authorization?.Scheme);
        var query = System.Web.HttpUtility.ParseQueryString(url.Query);
        Assert.Equal("7.1", query["api-version"]);
        var (status, answer) = Route(request, Uri.UnescapeDataString(url.AbsolutePath), query, body is null ? new JsonObject() : JsonNode.Parse(body)!, body);
        return Answer(status, answer);
    }

    private (HttpStatusCode Status, JsonNode? Answer) Route(HttpRequestMessage request, string path, System.Collections.Specialized.NameValueCollection query, JsonNode body, string? text)
    {
        if (path == Root + "platform")
        {
            return Ok(new JsonObject { ["id"] = "r-1", ["defaultBranch"] = Heads + "main", ["webUrl"] = "https://dev.azure.com/acme/shop/_git/platform" });
        }

        path = path[(Root + "r-1").Length..];
        var number = Number().Match(path) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        var pull = Pulls.Find(candidate => candidate.Number == number);
        switch (request.Method.Method, Number().Replace(path, "/N"))
        {
            case ("GET", "/refs"):
                var refs = Git("for-each-ref", "--format=%(objectname) %(refname)").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '));
                return List(refs.Where(line => line[1].StartsWith("refs/" + query["filter"], StringComparison.Ordinal)).Select(line => new JsonObject { ["name"] = line[1], ["objectId"] = line[0] }));
            case ("GET", var commit) when commit.StartsWith("/commits/", StringComparison.Ordinal):
                return Ok(Commit(path["/commits/".Length..]));
            case ("GET", "/diffs/commits"):
                return IsCommit(query["targetVersion"]!)
                    ? Ok(new JsonObject { ["aheadCount"] = Ahead(query["baseVersion"]!, query["targetVersion"]!) })
                    : (HttpStatusCode.NotFound, new JsonObject { ["message"] = "TF401175: The version descriptor could not be resolved." });
            case ("GET", "/pullrequests"):
                var found = Pulls.Where(candidate => (query["searchCriteria.status"] == "all" || candidate.State == "open")
                    && (query["searchCriteria.sourceRefName"] is null || query["searchCriteria.sourceRefName"] == Heads + candidate.Head));
                var page = found.Skip(int.Parse(query["$skip"]!, CultureInfo.InvariantCulture)).Take(int.Parse(query["$top"]!, CultureInfo.InvariantCulture));
                return List(page.Select(candidate => Json(candidate, 400)));
            case ("GET", "/pullrequests/N"):
                return Ok(Json(pull!, MostDescription));
            case ("GET", "/pullrequests/N/labels"):
                return List(pull!.Labels.Select(label => new JsonObject { ["name"] = label }));
            case ("GET", "/pullrequests/N/threads"):
                return List(pull!.Comments.Select((comment, at) => new JsonObject { ["id"] = at, ["comments"] = new JsonArray(new JsonObject { ["id"] = 1, ["content"] = comment }) }));
            case ("POST", "/pushes"):
                return Push(body);
            case ("POST", "/refs"):
                return List(body.AsArray().Select(update => Move(update!)).ToList());
            case ("POST", "/pullrequests"):
                return Open(body);
            case ("PATCH", "/pullrequests/N"):
                return Change(pull!, body);
            case ("POST", "/pullrequests/N/labels"):
                pull!.Labels.Add(body["name"]!.GetValue<string>());
                return Ok(new JsonObject());
            case ("PUT", var reviewer) when reviewer.StartsWith("/pullrequests/N/reviewers/", StringComparison.Ordinal):
                pull!.Reviewers.Add(path[(path.LastIndexOf('/') + 1)..]);
                return Ok(new JsonObject());
            case ("POST", "/pullrequests/N/threads"):
                pull!.Comments.Add(body["comments"]![0]!["content"]!.GetValue<string>());
                return Ok(new JsonObject());
            case ("PATCH", var comment) when Comment().Match(comment) is { Success: true } at:
                pull!.Comments[int.Parse(at.Groups[1].Value, CultureInfo.InvariantCulture)] = body["content"]!.GetValue<string>();
                return Ok(new JsonObject());
            default:
                throw Unexpected(request, text);
        }
    }

    private (HttpStatusCode Status, JsonNode? Answer) Push(JsonNode body)
    {
        var update = body["refUpdates"]![0]!;
        var (name, begin) = (update["name"]!.GetValue<string>(), update["oldObjectId"]!.GetValue<string>());
        // An existing branch is only added to; a new one begins at the old object id
        if (Find(name) is { } tip && tip != begin)
        {
            return (HttpStatusCode.Conflict, new JsonObject { ["message"] = $"TF401028: The reference '{name}' has already been updated by another client" });
        }

        Git("read-tree", begin);
        foreach (var change in body["commits"]![0]!["changes"]!.AsArray())
        {
            var path = change!["item"]!["path"]!.GetValue<string>()[1..];
            var file = Path.GetTempFileName();
            File.WriteAllBytes(file, Convert.FromBase64String(change["newContent"]!["content"]!.GetValue<string>()));
            var entry = Git("-c", "core.quotePath=false", "ls-files", "--stage", "--", path);
            Assert.Equal(entry.Length == 0 ? "add" : "edit", change["changeType"]!.GetValue<string>());
            var mode = entry.Length == 0 ? "100644" : entry[..6];
            Git("update-index", "--add", "--cacheinfo", $"{mode},{Git("hash-object", "-w", "--no-filters", file)},{path}");
            File.Delete(file);
        }

        var message = body["commits"]![0]!["comment"]!.GetValue<string>();
        // As the service does: without the last line end
        var commit = Git("-c", "user.name=Build Service", "-c", "user.email=build@example.com", "commit-tree", Git("write-tree"), "-p", begin, "-m", message.TrimEnd('\n'));
        Git("update-ref", name, commit);
        return (HttpStatusCode.Created, new JsonObject { ["commits"] = new JsonArray(Commit(commit)) });
    }

    private JsonObject Move(JsonNode update)
    {
        var (name, before, after) = (update["name"]!.GetValue<string>(), update["oldObjectId"]!.GetValue<string>(), update["newObjectId"]!.GetValue<string>());
        if ((Find(name) ?? Zero) != before)
        {
            return new JsonObject { ["name"] = name, ["success"] = false, ["updateStatus"] = "staleOldObjectId" };
        }

        Git(after == Zero ? ["update-ref", "-d", name, before] : ["update-ref", name, after, before]);
        AfterRefs();
        return new JsonObject { ["name"] = name, ["success"] = true, ["updateStatus"] = "succeeded" };
    }

    private (HttpStatusCode Status, JsonNode? Answer) Open(JsonNode body)
    {
        var (head, into) = (body["sourceRefName"]!.GetValue<string>()[Heads.Length..], body["targetRefName"]!.GetValue<string>()[Heads.Length..]);
        if (Pulls.Exists(pull => pull.State == "open" && pull.Head == head && pull.Base == into))
        {
            return (HttpStatusCode.Conflict, new JsonObject { ["message"] = "TF401179: An active pull request for the source and target branch already exists." });
        }

        // Auto-complete cannot be given here
        Assert.Null(body["autoCompleteSetBy"]);
        var opened = new FakePull
        {
            Number = Pulls.Count + 1,
            Head = head,
            Base = into,
            Title = body["title"]!.GetValue<string>(),
            Body = body["description"]!.GetValue<string>(),
            Draft = body["isDraft"]!.GetValue<bool>(),
        };
        if (opened.Body.Length > MostDescription)
        {
            return TooLong();
        }

        Pulls.Add(opened);
        return (HttpStatusCode.Created, Json(opened, MostDescription));
    }

    private (HttpStatusCode Status, JsonNode? Answer) Change(FakePull pull, JsonNode body)
    {
        var description = body["description"]?.GetValue<string>();
        if (description?.Length > MostDescription)
        {
            return TooLong();
        }

        Assert.True(pull.State == "open" || description is null, "the description of an abandoned pull request cannot be changed");
        pull.Title = body["title"]?.GetValue<string>() ?? pull.Title;
        pull.Body = description ?? pull.Body;
        pull.Base = body["targetRefName"]?.GetValue<string>()[Heads.Length..] ?? pull.Base;
        pull.State = body["status"]?.GetValue<string>() == "abandoned" ? "closed" : pull.State;
        pull.AutoMerge = body["autoCompleteSetBy"] is null ? pull.AutoMerge : body["completionOptions"]!["mergeStrategy"]!.GetValue<string>();
        return Ok(Json(pull, MostDescription));
    }

    private JsonObject Json(FakePull pull, int most) => new()
    {
        ["pullRequestId"] = pull.Number,
        ["status"] = pull.Merged ? "completed" : pull.State == "open" ? "active" : "abandoned",
        ["title"] = pull.Title,
        ["description"] = pull.Body[..Math.Min(pull.Body.Length, most)],
        ["sourceRefName"] = Heads + pull.Head,
        ["targetRefName"] = Heads + pull.Base,
        ["createdBy"] = new JsonObject { ["id"] = "u-1" },
        ["reviewers"] = new JsonArray([.. pull.Reviewers.Select(reviewer => new JsonObject { ["id"] = reviewer, ["vote"] = 0 })]),
        ["autoCompleteSetBy"] = pull.AutoMerge is null ? null : new JsonObject { ["id"] = "u-1" },
    };

    private JsonObject Commit(string id) => new()
    {
        ["commitId"] = id,
        ["treeId"] = Git("rev-parse", id + "^{tree}"),
        ["comment"] = Git("log", "-1", "--format=%B", id).TrimEnd('\n'),
        ["parents"] = new JsonArray([.. Git("log", "-1", "--format=%P", id).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(parent => JsonValue.Create(parent))]),
    };

    private static (HttpStatusCode Status, JsonNode? Answer) TooLong() => (HttpStatusCode.BadRequest, new JsonObject { ["message"] = "A description for a pull request must not be longer than 4000 characters." });

    private static (HttpStatusCode Status, JsonNode? Answer) Ok(JsonNode answer) => (HttpStatusCode.OK, answer);

    private static (HttpStatusCode Status, JsonNode? Answer) List(IEnumerable<JsonObject> items)
    {
        var array = new JsonArray([.. items]);
        return Ok(new JsonObject { ["count"] = array.Count, ["value"] = array });
    }

    [GeneratedRegex("(?<=^/pullrequests)/([0-9]+)")]
    private static partial Regex Number();

    [GeneratedRegex("^/pullrequests/N/threads/([0-9]+)/comments/1\\z")]
    private static partial Regex Comment();
}
