namespace GoldenAmi.Forges.GitHub;

/// <summary>Which repository, where, and with which token.</summary>
/// <param name="ApiUrl">GITHUB_API_URL: <c>https://api.github.com</c>, or a server's <c>https://github.example.com/api/v3</c>.</param>
/// <param name="Owner">For example <c>acme</c>.</param>
/// <param name="Repository">For example <c>platform</c>.</param>
/// <param name="Token">GITHUB_TOKEN, an app's installation token, or a person's. It never leaves the header that it goes into.</param>
public sealed record GitHubPlace(Uri ApiUrl, string Owner, string Repository, string Token)
{
    /// <summary>The GraphQL address of the same server: <c>/graphql</c>, on a server of one's own <c>/api/graphql</c>.</summary>
    public Uri GraphQlUrl => new(ApiUrl.AbsoluteUri.TrimEnd('/') is var url && url.EndsWith("/v3", StringComparison.Ordinal) ? url[..^"/v3".Length] + "/graphql" : url + "/graphql");

    /// <summary>Keeps the token out of every text.</summary>
    public override string ToString() => $"{Owner}/{Repository} at {ApiUrl}";
}
