using System.Net;
using GoldenAmi.Diagnostics;
using GoldenAmi.Tests.Forges;

namespace GoldenAmi.Action.Tests.Faces;

/// <summary>From a change of the recipe to the pull request that moves the consumers: the whole program on GitHub, in Azure Pipelines and in a terminal.</summary>
public sealed class PullRequestRoadSpecs
{
    private const string Terraform = "examples/web/consumers/terraform/main.tf";

    [Fact]
    public async Task A_build_on_GitHub_opens_a_pull_request_and_a_second_one_changes_nothing()
    {
        using var world = new PullRequestWorld(new FakeGitHub());

        var first = (await world.OnGitHubAsync()).Ended(0);

        Assert.Equal("Move web to 1.4.0", world.Pull.Title);
        Assert.Contains(first.Outputs["ami-id"], world.At(PullRequestWorld.Branch, Terraform), StringComparison.Ordinal);
        Assert.Contains("3 tests passed, 0 failed.", world.Pull.Body, StringComparison.Ordinal);
        Assert.Contains("([run](https://github.com/acme/platform/actions/runs/17))", world.Pull.Body, StringComparison.Ordinal);
        var told = Assert.Single(first.PullRequests);
        Assert.Equal(("self", "golden-ami/web", "proposed", 1), (told.GetProperty("repository").GetString(), told.GetProperty("branch").GetString(), told.GetProperty("state").GetString(), told.GetProperty("number").GetInt32()));
        Assert.Contains("[pull request 1](https://github.com/acme/platform/pull/1)", first.Summary, StringComparison.Ordinal);
        Assert.Contains("Next: review https://github.com/acme/platform/pull/1", first.Said, StringComparison.Ordinal);
        Assert.Contains("opens pull requests in acme/platform: this CI run has a token for github.com", first.Said, StringComparison.Ordinal);
        Assert.DoesNotContain(PullRequestWorld.Token, first.Said.Replace($"::add-mask::{PullRequestWorld.Token}", "", StringComparison.Ordinal) + first.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("golden-ami/web", world.Repository.Git("branch", "--list"), StringComparison.Ordinal);

        world.Server.Requests.Clear();
        var second = (await world.OnGitHubAsync()).Ended(0);

        Assert.Equal(("reused", "unchanged"), (second.Outputs["outcome"], Assert.Single(second.PullRequests).GetProperty("state").GetString()));
        Assert.Empty(world.Server.Mutations);
        Assert.Single(world.Server.Pulls);
    }

    [Fact]
    public async Task A_check_on_GitHub_proposes_the_lock_once()
    {
        using var world = new PullRequestWorld(new FakeGitHub());

        var first = (await world.OnGitHubAsync(("command", "check"), ("propose", "true"))).Ended(0);

        Assert.Equal(("Update the lock of web", "golden-ami/web-lock"), (world.Pull.Title, world.Pull.Head));
        Assert.Contains("from: ssm /aws/service/debian/release/12/latest/amd64\n      ami: ami-", world.At("golden-ami/web-lock", "examples/web/golden-ami.lock"), StringComparison.Ordinal);
        Assert.Equal("proposed", Assert.Single(first.PullRequests).GetProperty("state").GetString());
        Assert.Contains("### The lock, proposed", first.Summary, StringComparison.Ordinal);

        world.Server.Requests.Clear();
        Assert.Equal("unchanged", Assert.Single((await world.OnGitHubAsync(("command", "check"), ("propose", "true"))).Ended(0).PullRequests).GetProperty("state").GetString());
        Assert.Empty(world.Server.Mutations);
    }

    [Fact]
    public async Task A_build_in_Azure_Pipelines_opens_a_pull_request()
    {
        using var world = new PullRequestWorld(new FakeAzure());

        var job = (await world.OnAzureAsync()).Ended(0);

        Assert.Equal("Move web to 1.4.0", world.Pull.Title);
        Assert.InRange(world.Pull.Body.Length, 1, 4_000);
        Assert.Contains("##vso[task.setvariable variable=pullRequests;isOutput=true;]", job.Said, StringComparison.Ordinal);
        Assert.Contains("https://dev.azure.com/acme/shop/_build/results?buildId=17", world.Pull.Body, StringComparison.Ordinal);
        (await world.OnAzureAsync()).Ended(0);
        Assert.Single(world.Server.Pulls);
    }

    [Fact]
    public async Task In_a_terminal_a_build_commits_and_says_why()
    {
        using var world = new PullRequestWorld(new FakeGitHub());

        var job = (await world.InTerminalAsync("build", "examples/web", "--local")).Ended(0);

        Assert.Empty(world.Server.Pulls);
        Assert.Contains("commits in this clone: no CI system gave this run a token", job.Said, StringComparison.Ordinal);
        Assert.Contains("golden-ami/web", world.Repository.Git("branch", "--list"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GITHUB_EVENT_NAME", "pull_request", "this run is for a pull request")]
    [InlineData("GITHUB_EVENT_NAME", "merge_group", "this run is for a pull request")]
    public async Task A_run_that_is_for_a_pull_request_opens_none(string variable, string value, string why)
    {
        using var world = new PullRequestWorld(new FakeGitHub());
        world.Variables[variable] = value;

        var job = (await world.OnGitHubAsync()).Ended(0);

        Assert.Contains(why, job.Said, StringComparison.Ordinal);
        Assert.Empty(world.Server.Requests);
    }

    [Theory]
    [InlineData("POST /repos/acme/platform/git/blobs", "Resource not accessible by integration", ErrorCode.ForgeNotPermitted)]
    [InlineData("POST /repos/acme/platform/pulls", "GitHub Actions is not permitted to create or approve pull requests.", ErrorCode.ForgePullRequestsNotAllowed)]
    public async Task What_the_token_may_not_do_is_a_warning_unless_a_pull_request_was_asked_for(string request, string message, string code)
    {
        using var world = new PullRequestWorld(new FakeGitHub());
        world.Server.Faults.Add((request, HttpStatusCode.Forbidden, $$"""{"message":"{{message}}"}""", null));
        world.Server.Faults.Add((request, HttpStatusCode.Forbidden, $$"""{"message":"{{message}}"}""", null));

        var left = (await world.OnGitHubAsync()).Ended(0);
        var asked = (await world.OnGitHubAsync(("bump", "pull-request"))).Ended(1);

        Assert.Contains($"::warning title={code}::", left.Said, StringComparison.Ordinal);
        Assert.Contains($"::error title={code}::", asked.Said, StringComparison.Ordinal);
        Assert.Equal("reused", asked.Outputs["outcome"]);
        Assert.StartsWith("ami-0", asked.Outputs["ami-id"], StringComparison.Ordinal);
        Assert.Equal("refused", Assert.Single(asked.PullRequests).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Without_a_token_a_pull_request_that_is_asked_for_is_refused()
    {
        using var world = new PullRequestWorld(new FakeGitHub()) { JobToken = "" };

        Assert.Contains(ErrorCode.ForgeTokenMissing, (await world.OnGitHubAsync(("bump", "pull-request"))).Ended(1).Said, StringComparison.Ordinal);
        Assert.Contains("the run has no token for github.com", (await world.OnGitHubAsync()).Ended(0).Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_commit_ends_the_run_with_1_and_is_kept()
    {
        using var world = new PullRequestWorld(new FakeGitHub());
        await world.OnGitHubAsync();
        var theirs = world.Server.Git("-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "commit-tree", $"{PullRequestWorld.Branch}^{{tree}}", "-p", PullRequestWorld.Branch, "-m", "somebody's fix");
        world.Server.Git("update-ref", $"refs/heads/{PullRequestWorld.Branch}", theirs);

        var job = (await world.OnGitHubAsync()).Ended(1);

        Assert.Contains(ErrorCode.ReferenceForeignCommit, job.Said, StringComparison.Ordinal);
        Assert.Equal(theirs, world.Server.Find($"refs/heads/{PullRequestWorld.Branch}"));
    }

    [Fact]
    public async Task A_new_image_updates_the_pull_request_and_tells_what_changed_in_the_recipe()
    {
        using var world = new PullRequestWorld(new FakeGitHub());
        await world.OnGitHubAsync();
        world.Merge();
        world.ChangeComponent("twice");

        (await world.OnGitHubAsync()).Ended(0);

        Assert.Equal((2, "Move web to 1.4.1"), (world.Pull.Number, world.Pull.Title));
        Assert.Contains("from 1.4.0 to **web 1.4.1**", world.Pull.Body, StringComparison.Ordinal);
        Assert.Contains("| Make it twice |", world.Pull.Body, StringComparison.Ordinal);
        Assert.Matches(@"\| web-[a-z-]*nginx[a-z-]* 1\.0\.0 → 1\.0\.1 \|", world.Pull.Body);
        world.ChangeComponent("thrice");
        (await world.OnGitHubAsync()).Ended(0);
        Assert.Equal((2, "Move web to 1.4.2"), (world.Pull.Number, world.Pull.Title));
    }

    [Fact]
    public async Task A_rollback_proposes_the_reverse_and_is_not_undone()
    {
        using var world = new PullRequestWorld(new FakeGitHub());
        var first = await world.OnGitHubAsync();
        world.Merge();
        world.ChangeComponent("twice");
        await world.OnGitHubAsync();
        world.Merge();

        var back = (await world.OnGitHubAsync(("command", "rollback"))).Ended(0);

        Assert.Equal("Move web back to 1.4.0", world.Pull.Title);
        Assert.Contains(first.Outputs["ami-id"], world.At(PullRequestWorld.Branch, Terraform), StringComparison.Ordinal);
        Assert.Equal(("moved", "1.4.0"), (back.Outputs["outcome"], back.Outputs["version"]));
        (await world.OnGitHubAsync()).Ended(0);
        Assert.Equal("Move web back to 1.4.0", world.Pull.Title);
        world.Merge();
        Assert.Contains("waits: 'arn:aws:imagebuilder", (await world.OnGitHubAsync()).Ended(0).Said, StringComparison.Ordinal);
        Assert.Equal("waits", Assert.Single((await world.OnGitHubAsync(("command", "bump"))).Ended(0).PullRequests).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_rollback_to_what_is_not_there_is_refused()
    {
        using var world = new PullRequestWorld(new FakeGitHub());
        Assert.Contains(ErrorCode.NothingReleased, (await world.OnGitHubAsync(("command", "bump"))).Ended(1).Said, StringComparison.Ordinal);
        await world.OnGitHubAsync();

        var none = (await world.OnGitHubAsync(("command", "rollback"))).Ended(1);
        var unknown = (await world.OnGitHubAsync(("command", "rollback"), ("to", "1.3.9"))).Ended(1);

        Assert.Contains($"{ErrorCode.RollbackImpossible}: There is no release of 'web' older than 1.4.0", none.Said, StringComparison.Ordinal);
        Assert.Contains("There is no release of 'web' '1.3.9' that is older than 1.4.0", unknown.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bump_moves_what_a_build_with_bump_none_left()
    {
        using var world = new PullRequestWorld(new FakeGitHub());
        await world.OnGitHubAsync(("bump", "none"));
        Assert.Empty(world.Server.Pulls);

        var job = (await world.OnGitHubAsync(("command", "bump"))).Ended(0);

        Assert.Equal(("moved", "1.4.0"), (job.Outputs["outcome"], job.Outputs["version"]));
        Assert.Contains(job.Outputs["ami-id"], world.At(PullRequestWorld.Branch, Terraform), StringComparison.Ordinal);
    }
}
