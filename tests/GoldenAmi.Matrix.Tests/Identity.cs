using System.Net;
using System.Text;
using GoldenAmi.Aws.Credentials;

namespace GoldenAmi.Matrix.Tests;

/// <summary>An issuer of unsigned identity tokens, which LocalCloud does not check: given to the builder as a source, and to the whole program at the address where a job asks GitHub for its token.</summary>
internal sealed class Identity : IIdentityTokenSource
{
    public const string Role = $"arn:aws:iam::{MatrixWorld.Account}:role/golden-ami";

    private const string Host = "token.example";

    /// <summary>A job's variables.</summary>
    public static IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ACTIONS_ID_TOKEN_REQUEST_URL"] = $"https://{Host}/?api-version=2", ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "bearer",
    };

    private static string Text
    {
        get
        {
            var claims = """{"iss":"https://token.actions.githubusercontent.com","aud":"sts.amazonaws.com","sub":"repo:acme/images:ref:refs/heads/main","exp":4102444800}""";
            static string Part(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
            return $"{Part("""{"alg":"RS256"}""")}.{Part(claims)}.{Part("signature")}";
        }
    }

    /// <summary>The answer of the issuer, or null when the request is for somebody else.</summary>
    public static HttpResponseMessage? Answer(HttpRequestMessage request) => request.RequestUri!.Host != Host ? null
        : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent($$"""{"value":"{{Text}}"}""", Encoding.UTF8, "application/json") };

    public Task<IdentityToken> RequestAsync(CancellationToken cancellationToken) => Task.FromResult(IdentityToken.Read(Text));
}
