using System.Diagnostics.CodeAnalysis;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Aws.Credentials;

/// <summary>Where and for whom a job asks for its identity token.</summary>
public sealed record IdentityTokenOrder
{
    /// <summary>The process's environment.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Audience that GitHub is asked for. Azure Pipelines sets its own, <c>api://AzureADTokenExchange</c>.</summary>
    public string Audience { get; init; } = "sts.amazonaws.com";

    /// <summary>Azure Pipelines: id of the service connection that the token speaks for, a GUID; null: the one that the task put into the environment.</summary>
    public string? ServiceConnection { get; init; }

    /// <summary>What HTTP requests go to instead of the network; null: the network. Stays the caller's to dispose.</summary>
    public HttpMessageHandler? Handler { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Called with each secret the moment it is known, before anything else is done with it.</summary>
    public required Action<string> OnSecret { get; init; }
}

/// <summary>Finds the CI system's tokens in the environment.</summary>
public static class IdentityTokens
{
    private const string GitHubAddress = "ACTIONS_ID_TOKEN_REQUEST_URL";
    private const string GitHubBearer = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";
    private const string AzureAddress = "SYSTEM_OIDCREQUESTURI";
    private const string AzureBearer = "SYSTEM_ACCESSTOKEN";

    /// <summary>Set by the task of Azure Pipelines: the id of its service connection.</summary>
    private const string AzureConnection = "GOLDEN_AMI_SERVICE_CONNECTION";

    // Azure DevOps REST, distributedtask/hubs/…/oidctoken
    private const string AzureApiVersion = "7.1";

    /// <summary>Variables that hold secrets of a job: no child process is to inherit them.</summary>
    public static IReadOnlyList<string> SecretVariables { get; } =
    [
        GitHubBearer, "ACTIONS_RUNTIME_TOKEN", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "GITHUB_TOKEN", "GH_TOKEN", "INPUT_TOKEN", AzureBearer,
    ];

    /// <summary>The tokens of GitHub Actions or of Azure Pipelines, whichever runs this job.</summary>
    /// <exception cref="UserErrorException">GA0611: neither offers any.</exception>
    public static IIdentityTokenSource Find(IdentityTokenOrder order)
    {
        if (TryRead(order, GitHubAddress, out var gitHub) && TryRead(order, GitHubBearer, out var gitHubBearer))
        {
            order.OnSecret(gitHubBearer);
            return new Source(order, new TokenRequest("GitHub", HttpMethod.Get, WithAudience(gitHub, order.Audience), gitHubBearer, "value")
            {
                Fix = "give the job the permission id-token: write; if it has it, run the job again.",
            });
        }

        if (TryRead(order, AzureAddress, out var azure))
        {
            return FromAzure(order, azure);
        }

        var why = order.Environment.ContainsKey("GITHUB_ACTIONS")
            ? "this job may not ask GitHub for an identity token (a pull request from a fork never may)"
            : "no CI system offers an identity token here";
        throw NoToken($"A role is to be assumed, and {why}.", "give the job the permission id-token: write; elsewhere than on a CI system leave the role out.");
    }

    private static Source FromAzure(IdentityTokenOrder order, string address)
    {
        if (!TryRead(order, AzureBearer, out var bearer))
        {
            throw NoToken($"A role is to be assumed, and {AzureBearer} is not set.", $"map it in the step: env: {{ {AzureBearer}: $(System.AccessToken) }}.");
        }

        order.OnSecret(bearer);
        if ((order.ServiceConnection ?? order.Environment.GetValueOrDefault(AzureConnection)) is not { Length: > 0 } connection)
        {
            throw NoToken("A role is to be assumed, and no service connection is given that the identity token would speak for.", "name it in the task's input awsConnection.");
        }

        var uri = new Uri($"{address}?api-version={AzureApiVersion}&serviceConnectionId={Uri.EscapeDataString(connection)}");
        return new Source(order, new TokenRequest("Azure Pipelines", HttpMethod.Post, uri, bearer, "oidcToken")
        {
            Fix = $"check that the service connection '{connection}' exists and that this pipeline may use it.",
        });
    }

    // GitHub's address has a query already
    private static Uri WithAudience(string address, string audience) =>
        new($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}audience={Uri.EscapeDataString(audience)}");

    private static bool TryRead(IdentityTokenOrder order, string name, [NotNullWhen(true)] out string? value) =>
        order.Environment.TryGetValue(name, out value) && value.Length > 0;

    private static UserErrorException NoToken(string message, string fix) =>
        new(Ending.Usage, new Diagnostic(ErrorCode.NoOidcToken, message, null, fix));

    private sealed class Source(IdentityTokenOrder order, TokenRequest request) : IIdentityTokenSource
    {
        private readonly HttpClient _http = order.Handler is null ? new HttpClient() : new HttpClient(order.Handler, disposeHandler: false);

        public async Task<IdentityToken> RequestAsync(CancellationToken cancellationToken)
        {
            var token = await request.SendAsync(_http, order.Time, cancellationToken);
            order.OnSecret(token.Value);
            return token;
        }
    }
}
