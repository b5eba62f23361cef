using System.Net;
using GoldenAmi.Diagnostics;
using GoldenAmi.Forges;
using GoldenAmi.Forges.GitHub;
using static GoldenAmi.Tests.References.TestRepository;

namespace GoldenAmi.Tests.Forges;

/// <summary>What GitHub refuses, limits and gets wrong.</summary>
public sealed class GitHubSpecs
{
    [Theory]
    [InlineData("GET /repos/acme/platform", HttpStatusCode.Unauthorized, "Bad credentials", ErrorCode.ForgeTokenRefused, "token")]
    [InlineData("GET /repos/acme/platform", HttpStatusCode.NotFound, "Not Found", ErrorCode.ForgeNotSeen, "'acme/platform'")]
    [InlineData("POST /repos/acme/platform/git/blobs", HttpStatusCode.Forbidden, "Resource not accessible by integration", ErrorCode.ForgeNotPermitted, "fork")]
    [InlineData("POST /repos/acme/platform/pulls", HttpStatusCode.Forbidden, "GitHub Actions is not permitted to create or approve pull requests.", ErrorCode.ForgePullRequestsNotAllowed, "Allow GitHub Actions to create")]
    [InlineData("POST /repos/acme/platform/git/refs", HttpStatusCode.UnprocessableEntity, "Repository rule violations found: Commits must have verified signatures.", ErrorCode.ForgeBranchProtected, "golden-ami/*")]
    [InlineData("POST /repos/acme/platform/git/commits", HttpStatusCode.UnprocessableEntity, "Validation Failed", ErrorCode.ForgeFailed, "Validation Failed")]
    public async Task A_refusal_is_explained(string request, HttpStatusCode status, string message, string code, string hint)
    {
        using var world = ProposalSpecs.World("GitHub");
        world.Server.Faults.Add((request, status, $$"""{"message":"{{message}}"}""", null));

        var refusal = await world.RefusedAsync();

        Assert.Equal(code, refusal.Code);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(hint, refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ghs_secret", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST /repos/acme/platform/pulls", HttpStatusCode.Forbidden, "You have exceeded a secondary rate limit.", 60)]
    [InlineData("POST /repos/acme/platform/git/blobs", HttpStatusCode.TooManyRequests, "slow down", 7)]
    [InlineData("GET /repos/acme/platform/pulls", HttpStatusCode.Forbidden, "API rate limit exceeded", null)]
    public async Task A_rate_limit_is_waited_for(string request, HttpStatusCode status, string message, int? after)
    {
        using var world = ProposalSpecs.World("GitHub");
        world.Server.Faults.Add((request, status, $$"""{"message":"{{message}}"}""", after is null ? null : TimeSpan.FromSeconds(after.Value)));

        await world.EndsAsync<ProposalEnd.Proposed>();

        Assert.Contains(TimeSpan.FromSeconds(after ?? 60), world.Time.Waits);
        Assert.Single(world.Server.Pulls);
    }

    [Fact]
    public async Task A_limit_of_an_hour_ends_the_run()
    {
        using var world = ProposalSpecs.World("GitHub");
        world.Server.Faults.Add(("POST /repos/acme/platform/pulls", HttpStatusCode.TooManyRequests, "{}", TimeSpan.FromHours(1)));

        var refusal = await world.RefusedAsync();

        Assert.Equal(ErrorCode.ForgeRateLimited, refusal.Code);
        Assert.Contains("60 minutes", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST /repos/acme/platform/pulls", HttpStatusCode.BadGateway)]
    [InlineData("POST /repos/acme/platform/git/refs", HttpStatusCode.Conflict)]
    [InlineData("POST /repos/acme/platform/git/trees", HttpStatusCode.InternalServerError)]
    [InlineData("GET /repos/acme/platform/compare", HttpStatusCode.ServiceUnavailable)]
    public async Task A_failure_of_GitHub_is_survived(string request, HttpStatusCode status)
    {
        using var world = ProposalSpecs.World("GitHub");
        world.Server.Faults.Add((request, status, "<html>Unicorn!</html>", null));

        await world.EndsAsync<ProposalEnd.Proposed>();

        Assert.Single(world.Server.Pulls);
    }

    [Fact]
    public async Task A_pull_request_that_was_opened_although_the_answer_was_lost_is_found()
    {
        using var world = ProposalSpecs.World("GitHub");
        world.Server.Meanwhile = ("POST /repos/acme/platform/pulls", () =>
        {
            world.Server.Pulls.Add(new FakePull { Number = 1, Head = Branch, Base = "main", Title = "Move web to 1.4.0", Body = "" });
            world.Server.Faults.Add(("POST /repos/acme/platform/pulls", HttpStatusCode.GatewayTimeout, "", null));
        });

        Assert.Equal(1, (await world.EndsAsync<ProposalEnd.Proposed>()).Change.Number);

        Assert.Single(world.Server.Pulls);
    }

    [Fact]
    public async Task A_branch_that_keeps_moving_is_given_up()
    {
        using var world = ProposalSpecs.World("GitHub");
        for (var time = 0; time < 5; time++)
        {
            world.Server.Faults.Add(("POST /repos/acme/platform/git/refs", HttpStatusCode.Conflict, """{"message":"Conflict"}""", null));
        }

        Assert.Equal(ErrorCode.ForgeKeepsMoving, (await world.RefusedAsync()).Code);
    }

    [Fact]
    public async Task Labels_and_reviewers_that_GitHub_does_not_take_are_warnings()
    {
        using var world = ProposalSpecs.World("GitHub");
        world.Policy = new ProposalPolicy { Reviewers = ["nobody"], AutoMerge = MergeMethod.Merge };
        world.Server.Faults.Add(("requested_reviewers", HttpStatusCode.UnprocessableEntity, """{"message":"Reviews may only be requested from collaborators."}""", null));
        world.Server.Faults.Add(("enablePullRequestAutoMerge", HttpStatusCode.OK, """{"errors":[{"message":"Auto merge is not allowed for this repository"}]}""", null));

        var end = await world.EndsAsync<ProposalEnd.Proposed>();

        Assert.Equal([ErrorCode.ForgeUndressed, ErrorCode.ForgeUndressed], end.Warnings.Select(warning => warning.Code));
        Assert.Contains("nobody", end.Warnings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_without_drafts_gets_an_open_pull_request()
    {
        using var world = ProposalSpecs.World("GitHub");
        world.Policy = new ProposalPolicy { Draft = true };
        world.Server.Faults.Add(("\"draft\":true", HttpStatusCode.UnprocessableEntity, """{"message":"Draft pull requests are not supported in this repository."}""", null));

        Assert.Equal(ErrorCode.ForgeUndressed, Assert.Single((await world.EndsAsync<ProposalEnd.Proposed>()).Warnings).Code);

        Assert.False(world.Pull.Draft);
    }

    [Fact]
    public async Task That_checks_wait_for_a_pull_request_of_GITHUB_TOKEN_is_said()
    {
        using var world = ProposalSpecs.World("GitHub");
        ((FakeGitHub)world.Server).User = "github-actions[bot]";

        Assert.Equal(ErrorCode.ForgeChecksWait, Assert.Single((await world.EndsAsync<ProposalEnd.Proposed>()).Warnings).Code);
    }

    [Theory]
    [InlineData("https://api.github.com", "https://api.github.com/graphql")]
    [InlineData("https://github.example.com/api/v3", "https://github.example.com/api/graphql")]
    [InlineData("https://api.acme.ghe.com/", "https://api.acme.ghe.com/graphql")]
    public void A_server_of_ones_own_is_addressed_as_it_says(string api, string graphQl) =>
        Assert.Equal(graphQl, new GitHubPlace(new Uri(api), "acme", "platform", "secret").GraphQlUrl.AbsoluteUri);
}
