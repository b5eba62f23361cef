using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using GoldenAmi.Aws.Tests.Fakes;

namespace GoldenAmi.Aws.Tests.Credentials;

/// <summary>A CI system's token service, STS and EC2 on one clock: tokens live five minutes, credentials as long as asked, and EC2 refuses those that have ended.</summary>
internal sealed partial class FakeIssuer(VirtualTime time) : HttpMessageHandler
{
    public const string Bearer = "bearer-of-the-job";

    private readonly Dictionary<string, DateTimeOffset> _keys = [];
    private readonly Dictionary<string, DateTimeOffset> _tokens = [];

    public List<Sent> Requests { get; } = [];

    /// <summary>Answers to calls of STS before it works; the first is taken first.</summary>
    public Queue<(int Status, string Code, string Message)> Refusals { get; } = new();

    /// <summary>Statuses of the token service before it works.</summary>
    public Queue<HttpStatusCode> TokenFailures { get; } = new();

    public string Subject { get; init; } = "repo:acme-1/images-2:ref:refs/heads/main";

    /// <summary>Calls of EC2 that were let in.</summary>
    public int Admitted { get; private set; }

    public int SessionsGiven => _keys.Count;

    public IEnumerable<Sent> Sts(string action) => Requests.Where(request => request.Body.Contains($"Action={action}&", StringComparison.Ordinal));

    /// <summary>AWS ends every session now, whatever was said before.</summary>
    public void EndAllSessions()
    {
        foreach (var key in _keys.Keys.ToList())
        {
            _keys[key] = time.GetUtcNow();
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);
        var sent = new Sent(request.Method, request.RequestUri!, headers, body);
        Requests.Add(sent);
        return sent.Address.Host switch
        {
            "token.example" => Token(sent),
            var host when host.StartsWith("sts.", StringComparison.Ordinal) => Assume(sent),
            var host when host.StartsWith("ec2.", StringComparison.Ordinal) => Describe(sent),
            var host => throw new InvalidOperationException($"Nobody expected a request to {host}."),
        };
    }

    private HttpResponseMessage Token(Sent sent)
    {
        if (TokenFailures.TryDequeue(out var failure))
        {
            return Respond(failure, "<html>no</html>");
        }

        if (sent.Headers["Authorization"] != $"Bearer {Bearer}")
        {
            return Respond(HttpStatusCode.Unauthorized, "");
        }

        var audience = sent.Method == HttpMethod.Post ? "api://AzureADTokenExchange" : System.Web.HttpUtility.ParseQueryString(sent.Address.Query)["audience"];
        var claims = $$"""{"iss":"https://token.actions.githubusercontent.com","aud":"{{audience}}","sub":"{{Subject}}","jti":"{{_tokens.Count}}"}""";
        var token = $"{Encode("{\"alg\":\"RS256\"}")}.{Encode(claims)}.{Encode("signature")}";
        _tokens[token] = time.GetUtcNow().AddMinutes(5);
        return Respond(HttpStatusCode.OK, sent.Method == HttpMethod.Post ? $$"""{"oidcToken":"{{token}}"}""" : $$"""{"count":1,"value":"{{token}}"}""");
    }

    private HttpResponseMessage Assume(Sent sent)
    {
        if (Refusals.TryDequeue(out var refusal))
        {
            return Respond((HttpStatusCode)refusal.Status,
                $"<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>{refusal.Code}</Code><Message>{refusal.Message}</Message></Error><RequestId>request-9</RequestId></ErrorResponse>");
        }

        var form = sent.Form;
        var action = form["Action"];
        if (action == "AssumeRoleWithWebIdentity")
        {
            Assert.True(_tokens[form["WebIdentityToken"]] > time.GetUtcNow(), "The identity token had ended when it was used.");
        }
        else
        {
            Assert.True(IsAlive(sent), "The credentials had ended when the next role was asked for.");
        }

        var key = $"ASIA{_keys.Count.ToString("D12", CultureInfo.InvariantCulture)}";
        var end = time.GetUtcNow().AddSeconds(int.Parse(form["DurationSeconds"], CultureInfo.InvariantCulture));
        _keys[key] = end;
        return Respond(HttpStatusCode.OK,
            $"""
            <{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{action}Result>
            <AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/golden/{form["RoleSessionName"]}</Arn><AssumedRoleId>A:b</AssumedRoleId></AssumedRoleUser>
            <Credentials><AccessKeyId>{key}</AccessKeyId><SecretAccessKey>secret-of-{key}</SecretAccessKey><SessionToken>session-of-{key}</SessionToken><Expiration>{end:yyyy-MM-ddTHH:mm:ssZ}</Expiration></Credentials>
            </{action}Result><ResponseMetadata><RequestId>request-3</RequestId></ResponseMetadata></{action}Response>
            """);
    }

    private HttpResponseMessage Describe(Sent sent)
    {
        if (!IsAlive(sent))
        {
            return Respond(HttpStatusCode.BadRequest, "<Response><Errors><Error><Code>RequestExpired</Code><Message>Request has expired.</Message></Error></Errors><RequestID>request-4</RequestID></Response>");
        }

        Admitted++;
        return Respond(HttpStatusCode.OK, "<DescribeImagesResponse/>");
    }

    private bool IsAlive(Sent sent) => _keys[AccessKey().Match(sent.Headers["Authorization"]).Groups[1].Value] > time.GetUtcNow();

    private static HttpResponseMessage Respond(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body) };

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    [GeneratedRegex("Credential=([A-Z0-9]+)/")]
    private static partial Regex AccessKey();
}
