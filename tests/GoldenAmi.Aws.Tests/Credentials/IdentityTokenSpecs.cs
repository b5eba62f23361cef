using System.Net;
using GoldenAmi.Aws.Credentials;
using GoldenAmi.Aws.Tests.Fakes;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Aws.Tests.Credentials;

public sealed class IdentityTokenSpecs : IDisposable
{
    private static readonly Dictionary<string, string> GitHub = new()
    {
        ["ACTIONS_ID_TOKEN_REQUEST_URL"] = "https://token.example/request?job=1",
        ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = FakeIssuer.Bearer,
    };

    private static readonly Dictionary<string, string> Azure = new()
    {
        ["SYSTEM_OIDCREQUESTURI"] = "https://token.example/acme/_apis/distributedtask/hubs/build/plans/p/jobs/j/oidctoken",
        ["SYSTEM_ACCESSTOKEN"] = FakeIssuer.Bearer,
    };

    private readonly VirtualTime _time = new();
    private readonly FakeIssuer _issuer;

    public IdentityTokenSpecs() => _issuer = new FakeIssuer(_time);

    [Fact]
    public async Task GitHub_is_asked_for_the_audience_beside_its_own_query()
    {
        var token = await Find(GitHub, audience: "my audience&more").RequestAsync(CancellationToken.None);

        Assert.Equal("https://token.example/request?job=1&audience=my%20audience%26more", _issuer.Requests.Single().Address.AbsoluteUri);
        Assert.Equal("iss=https://token.actions.githubusercontent.com, aud=my audience&more, sub=repo:acme-1/images-2:ref:refs/heads/main", token.ToString());
    }

    [Fact]
    public async Task Azure_is_asked_for_the_service_connections_token()
    {
        var token = await Find(Azure, connection: "0f8fad5b-d9cb-469f-a165-70867728950e").RequestAsync(CancellationToken.None);

        var sent = _issuer.Requests.Single();
        Assert.Equal(HttpMethod.Post, sent.Method);
        Assert.EndsWith("/oidctoken?api-version=7.1&serviceConnectionId=0f8fad5b-d9cb-469f-a165-70867728950e", sent.Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal("api://AzureADTokenExchange", token.Audience);
    }

    [Fact]
    public async Task Passing_failures_are_tried_again()
    {
        _issuer.TokenFailures.Enqueue(HttpStatusCode.BadGateway);
        _issuer.TokenFailures.Enqueue(HttpStatusCode.TooManyRequests);

        await Find(GitHub).RequestAsync(CancellationToken.None);

        Assert.Equal([TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)], _time.Delays);
    }

    [Fact]
    public async Task A_refusal_names_the_status_and_the_permission_and_not_the_secret()
    {
        _issuer.TokenFailures.Enqueue(HttpStatusCode.Forbidden);

        var refused = await Assert.ThrowsAsync<UserErrorException>(() => Find(GitHub).RequestAsync(CancellationToken.None));

        Assert.Equal(
            $"error {ErrorCode.IdentityTokenNotGiven}: GitHub gave this job no identity token: it answered with HTTP status 403. "
            + "Fix: give the job the permission id-token: write; if it has it, run the job again.",
            refused.Message);
        Assert.DoesNotContain(FakeIssuer.Bearer, refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GITHUB_ACTIONS", "this job may not ask GitHub for an identity token (a pull request from a fork never may).")]
    [InlineData("SOMETHING", "no CI system offers an identity token here.")]
    [InlineData("SYSTEM_OIDCREQUESTURI", "SYSTEM_ACCESSTOKEN is not set.")]
    public void Without_a_token_the_reason_is_said(string variable, string reason)
    {
        var refused = Assert.Throws<UserErrorException>(() => Find(new Dictionary<string, string> { [variable] = "true" }));

        Assert.Equal(Ending.Usage, refused.Ending);
        Assert.StartsWith($"error {ErrorCode.NoOidcToken}: A role is to be assumed, and {reason}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Azure_without_a_service_connection_is_refused() =>
        Assert.Contains("awsConnection", Assert.Throws<UserErrorException>(() => Find(Azure)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("a.W10.c")]
    [InlineData("a.eyJpc3MiOjd9.c")]
    public void A_text_that_is_no_token_has_no_claims(string text) => Assert.Equal("iss=, aud=, sub=", IdentityToken.Read(text).ToString());

    [Fact]
    public void The_first_of_several_audiences_counts() => Assert.Equal("one", IdentityToken.Read("a.eyJhdWQiOlsib25lIiwidHdvIl19.c").Audience);

    public void Dispose() => _issuer.Dispose();

    private IIdentityTokenSource Find(Dictionary<string, string> environment, string audience = "sts.amazonaws.com", string? connection = null) =>
        IdentityTokens.Find(new IdentityTokenOrder { Environment = environment, Audience = audience, ServiceConnection = connection, Handler = _issuer, Time = _time, OnSecret = _ => { } });
}
