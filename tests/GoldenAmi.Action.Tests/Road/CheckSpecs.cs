using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud;

namespace GoldenAmi.Action.Tests.Road;

/// <summary>The lock and what is newer than it, over the local cloud: <c>web</c> is built upon the newest AMI called <c>base …</c>.</summary>
public sealed class CheckSpecs : IDisposable
{
    private readonly ImageRepository _repository = new();
    private readonly TemporaryFolder _machines = new();

    public CheckSpecs()
    {
        _repository.Add("base");
        _repository.Add("web", parent: "{ find: { owner: self, name: \"base *\" } }");
    }

    public void Dispose()
    {
        _repository.Dispose();
        _machines.Dispose();
    }

    [Fact]
    public async Task Before_and_after_a_release()
    {
        await BuildAsync("base");

        var before = await RunAsync("check", "images/web", "--exit-code");
        await BuildAsync("web");
        var after = await RunAsync("check", "images/web", "--exit-code", "--json");

        AssertEnded(Ending.Changes, before);
        Assert.Contains("no image was released yet", before.Output, StringComparison.Ordinal);
        AssertEnded(Ending.Done, after);
        var result = JsonDocument.Parse(after.Output).RootElement;
        Assert.Equal("checked", result.GetProperty("outcome").GetString());
        Assert.False(result.GetProperty("changed").GetBoolean());
        Assert.Empty(result.GetProperty("reasons").EnumerateArray());
        Assert.Contains(result.GetProperty("check").EnumerateArray(), row => row.GetProperty("subject").GetString() == "content" && row.GetProperty("state").GetString() == "same");
        Assert.DoesNotContain(result.GetProperty("check").EnumerateArray(), row => row.GetProperty("subject").GetString() == "findings");
    }

    [Fact]
    public async Task A_gate_on_findings_that_the_released_image_was_never_scanned_for_is_told()
    {
        await BuildAsync("base");
        await BuildAsync("web");
        _repository.Change("images/web/golden-ami.yaml", "name: web\n", "name: web\ngates:\n  vulnerabilities: { fail: high }\n");

        var check = await RunAsync("check", "images/web");

        AssertEnded(Ending.Done, check);
        Assert.Matches(@"findings +not seen +.*the released image has no scan that was completed", check.Output);
    }

    [Fact]
    public async Task An_image_that_its_gates_hold_back_is_told_and_is_no_release()
    {
        _repository.Write(".golden-ami/findings.json", """{ "findings": [ { "vulnerability": "CVE-2026-1", "severity": "CRITICAL", "package": "openssl", "version": "3.0.1", "fixedIn": "3.0.2" } ] }""");
        _repository.Change("images/base/golden-ami.yaml", "name: base\n", "name: base\ngates:\n  vulnerabilities: { fail: high }\n");
        AssertEnded(Ending.TestFailed, await RunAsync("build", "images/base"));

        var check = await RunAsync("check", "images/base", "--exit-code");

        AssertEnded(Ending.Changes, check);
        Assert.Matches(@"image +changed +no image was released yet", check.Output);
        Assert.Matches(@"image +held +1\.0\.0/1 +its gates hold it back", check.Output);
    }

    [Fact]
    public async Task A_newer_parent_and_a_changed_component_are_told_with_old_and_new()
    {
        await BuildAsync("base");
        await BuildAsync("web");
        _repository.Change("images/base/component.yaml", "echo base", "echo BASE");
        await BuildAsync("base");
        _repository.Change("images/web/component.yaml", "echo web", "echo WEB");

        var check = await RunAsync("check", "images/web");
        var build = await RunAsync("build", "images/web");

        AssertEnded(Ending.Done, check);
        Assert.Matches(@"parent\s+newer\s+ami-[0-9a-f]{17} \(\d{4}-\d\d-\d\d\)\s+ami-[0-9a-f]{17} \(\d{4}-\d\d-\d\d\)", check.Output);
        Assert.Matches(@"component images/web/component\.yaml\s+changed\s+sha256 [0-9a-f]{12}…\s+sha256 [0-9a-f]{12}…", check.Output);
        AssertEnded(Ending.Done, build);
        Assert.Matches(@"web +component images/web/component\.yaml changed \(sha256 [0-9a-f]{12}… → sha256 [0-9a-f]{12}…\)", build.Output);
        Assert.Matches(@"web +parent changed \(ami-[0-9a-f]{17} → ami-[0-9a-f]{17}\)", build.Output);
    }

    [Fact]
    public async Task A_lock_holds_the_parent_until_it_is_written_anew_and_keeps_its_comments()
    {
        await BuildAsync("base");
        AssertEnded(Ending.Done, await RunAsync("check", "images/web", "--write"));
        var first = _repository.Read("images/web/golden-ami.lock");
        _repository.Write("images/web/golden-ami.lock", first.Replace("    parent:", "    # The platform team moves this\n    parent:", StringComparison.Ordinal).TrimEnd() + " # by hand once\n");
        await BuildAsync("web", "--frozen");
        _repository.Change("images/base/component.yaml", "echo base", "echo BASE");
        await BuildAsync("base");

        var held = await RunAsync("build", "images/web", "--frozen", "--json");
        var check = await RunAsync("check", "images/web", "--write", "--exit-code");
        var moved = _repository.Read("images/web/golden-ami.lock");
        var build = await RunAsync("build", "images/web", "--frozen", "--json");

        Assert.StartsWith("# What golden-ami.yaml is built from.", first, StringComparison.Ordinal);
        Assert.Contains("\nschema: 1\nimages:\n  web:\n    parent:\n      from: find self/base *\n      ami: ami-", first, StringComparison.Ordinal);
        Assert.Equal("reused", Outcome(held));
        AssertEnded(Ending.Changes, check);
        Assert.Matches(@"parent\s+newer\s+ami-", check.Output);
        Assert.Contains("    # The platform team moves this\n    parent:\n", moved, StringComparison.Ordinal);
        Assert.Contains(" # by hand once\n", moved, StringComparison.Ordinal);
        Assert.NotEqual(first.Split("ami: ")[1][..21], moved.Split("ami: ")[1][..21]);
        Assert.Equal("built", Outcome(build));
        Assert.Contains("is as it was", (await RunAsync("check", "images/web", "--write")).Output, StringComparison.Ordinal);
        Assert.Equal(moved, _repository.Read("images/web/golden-ami.lock"));
    }

    [Fact]
    public async Task A_new_lock_is_proposed_on_a_branch_of_its_own_once_and_taken_back_when_it_is_merged()
    {
        await BuildAsync("base");

        var first = await RunAsync("check", "images/web", "--propose");
        var commit = _repository.Git("rev-parse", "golden-ami/web-lock");
        var proposed = _repository.Git("show", "golden-ami/web-lock:images/web/golden-ami.lock");
        var again = await ProgramRun.StartAsync(_repository.Root, ["check", "images/web", "--propose", "--local"], edges: new Edges { Machines = new PlayedDocuments().Machines(_machines.Path) }, time: new FastTime());

        AssertEnded(Ending.Done, first);
        Assert.Contains("moves images/web/golden-ami.lock to what is newest", first.Output, StringComparison.Ordinal);
        Assert.Contains("Next: look at the change with git show golden-ami/web-lock, and merge it.", first.Output, StringComparison.Ordinal);
        Assert.Contains("      ami: ami-", proposed, StringComparison.Ordinal);
        Assert.False(File.Exists(_repository.At("images/web/golden-ami.lock")));
        Assert.Contains("moves images/web/golden-ami.lock already", again.Output, StringComparison.Ordinal);
        Assert.Equal(commit, _repository.Git("rev-parse", "golden-ami/web-lock"));

        _repository.Git("merge", "--quiet", "--ff-only", "golden-ami/web-lock");
        var merged = await RunAsync("check", "images/web", "--propose");
        AssertEnded(Ending.Done, merged);
        Assert.Contains("taken back: nothing is left to move", merged.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("web-lock", _repository.Git("branch", "--list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frozen_refuses_a_lock_that_is_missing_or_out_of_step_and_without_it_that_is_a_warning()
    {
        await BuildAsync("base");
        var missing = await RunAsync("plan", "images/web", "--frozen");
        _repository.Write("images/web/golden-ami.lock", "schema: 1\nimages:\n  web:\n    components:\n      amazon/update-linux@x.x.x: 1.0.0\n");
        var outOfStep = await RunAsync("plan", "images/web", "--frozen");
        var warned = await RunAsync("plan", "images/web");

        AssertEnded(Ending.Usage, missing);
        Assert.Contains("error GA0187: ", missing.Output, StringComparison.Ordinal);
        AssertEnded(Ending.Usage, outOfStep);
        Assert.Matches(@"images/web/golden-ami\.yaml\(6,[0-9]+\): error GA0186: 'images/web/golden-ami\.lock' has no parent for 'web'\.", outOfStep.Output);
        Assert.Contains("has 'amazon/update-linux@x.x.x' for 'web', which the recipe does not use.", outOfStep.Output, StringComparison.Ordinal);
        AssertEnded(Ending.Done, warned);
        Assert.Contains("warning GA0186: ", warned.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_is_not_written_when_what_is_newest_may_not_be_seen()
    {
        await BuildAsync("base");
        await using var cloud = await Cloud.OpenAsync(new CloudOptions { StateFolder = _repository.At(".golden-ami/cloud"), Machines = new PlayedDocuments().Machines(_machines.Path), Time = TimeProvider.System }, CancellationToken.None);
        using var aws = new BlindAws(cloud.Handler);
        var job = new Dictionary<string, string> { ["ACTIONS_ID_TOKEN_REQUEST_URL"] = "https://token.example/?job=1", ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "bearer-of-the-job" };

        var run = await ProgramRun.StartAsync(_repository.Root, ["check", "images/web", "--write", "--role", "arn:aws:iam::000000000000:role/reader"], job, new Edges { Aws = aws }, new FastTime());

        AssertEnded(Ending.Refused, run);
        Assert.Contains("images/web/golden-ami.yaml(2,7): error GA0188: The lock of 'web' was not written: what is newest was not seen. Fix: allow the reads that are named above, and run it again.", run.Output, StringComparison.Ordinal);
        Assert.Contains("warning GA0650: ", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_repository.At("images/web/golden-ami.lock")));
    }

    [Fact]
    public async Task A_wrong_lock_is_refused_with_its_places()
    {
        _repository.Write("images/web/golden-ami.lock", "schema: 1\nimages:\n  web:\n    parent: { from: find self/base *, ami: none }\n    more: 1\n    components: { amazon/update-linux@x.x.x: new }\n");

        var run = await ProgramRun.StartAsync(_repository.Root, ["validate", "images/web"]);

        AssertEnded(Ending.Usage, run);
        Assert.Contains("images/web/golden-ami.lock(4,44): error GA0185: 'none' is not an AMI id.", run.Output, StringComparison.Ordinal);
        Assert.Contains("images/web/golden-ami.lock(5,5): error GA0110: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("images/web/golden-ami.lock(6,46): error GA0185: ", run.Output, StringComparison.Ordinal);
    }

    /// <summary>A cloud that lets a job's token in, and shows it no AMI.</summary>
    private sealed class BlindAws(HttpMessageHandler cloud) : HttpMessageHandler
    {
        private const string Denial = "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You are not authorized to perform: ec2:DescribeImages</Message></Error></Errors><RequestID>r</RequestID></Response>";

        private readonly HttpMessageInvoker _cloud = new(cloud, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.Host == "token.example" ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent($$"""{"value":"{{IdentityToken}}"}""") }
            : request.RequestUri.Host.StartsWith("ec2.", StringComparison.Ordinal) ? new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StringContent(Denial) }
            : await _cloud.SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            _cloud.Dispose();
            base.Dispose(disposing);
        }

        private static string IdentityToken
        {
            get
            {
                var claims = new JsonObject { ["iss"] = "https://token.actions.githubusercontent.com", ["aud"] = "sts.amazonaws.com", ["sub"] = "repo:acme/images", ["exp"] = DateTimeOffset.MaxValue.ToUnixTimeSeconds() };
                return $"{Base64Url.EncodeToString("{}"u8)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}.c2lnbmF0dXJl";
            }
        }
    }

    private async Task BuildAsync(string image, params string[] more) => AssertEnded(Ending.Done, await RunAsync(["build", $"images/{image}", .. more]));

    private Task<ProgramRun> RunAsync(params string[] arguments)
    {
        _repository.Commit();
        return ProgramRun.StartAsync(_repository.Root, [.. arguments, "--local"], edges: new Edges { Machines = new PlayedDocuments().Machines(_machines.Path) }, time: new FastTime());
    }

    private static string? Outcome(ProgramRun run) => JsonDocument.Parse(run.Output).RootElement.GetProperty("outcome").GetString();

    private static void AssertEnded(Ending expected, ProgramRun run) => Assert.True(run.Ending == expected, $"ended {run.Ending}: {run.Output}{run.Error}");
}
