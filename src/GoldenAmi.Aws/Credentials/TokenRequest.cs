using System.Net.Http.Headers;
using System.Text.Json;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Aws.Credentials;

/// <summary>How CI systems are asked for a token: one HTTP request with a bearer secret, one JSON member in the answer.</summary>
/// <param name="System">For messages, for example <c>GitHub</c>.</param>
/// <param name="Member">The answer's member that holds the token.</param>
internal sealed record TokenRequest(string System, HttpMethod Method, Uri Address, string Bearer, string Member)
{
    private const int MaxAttempts = 4;

    /// <summary>What the reader can do when no token is given.</summary>
    public required string Fix { get; init; }

    /// <summary>Tries a few times: the token service of a CI system has bad moments, and a build of hours should not end in one.</summary>
    /// <exception cref="UserErrorException">GA0613; it holds neither the bearer nor the token.</exception>
    public async Task<IdentityToken> SendAsync(HttpClient http, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (token, why, passing) = await TryAsync(http, cancellationToken);
            if (token is not null)
            {
                return token;
            }

            if (!passing || attempt == MaxAttempts)
            {
                throw new UserErrorException(Ending.Refused, new Diagnostic(ErrorCode.IdentityTokenNotGiven, $"{System} gave this job no identity token: {why}.", null, Fix));
            }

            await Task.Delay(TimeSpan.FromSeconds(1 << attempt), time, cancellationToken);
        }
    }

    private async Task<(IdentityToken? Token, string Why, bool Passing)> TryAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(Method, Address);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Bearer);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            if (Method == HttpMethod.Post)
            {
                request.Content = new StringContent("", global::System.Text.Encoding.UTF8, "application/json");
            }

            using var response = await http.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                var status = (int)response.StatusCode;
                return (null, $"it answered with HTTP status {status}", status is 429 or >= 500);
            }

            return ReadToken(await response.Content.ReadAsStringAsync(cancellationToken)) is { } token
                ? (token, "", false)
                : (null, "its answer holds no token", true);
        }
        catch (HttpRequestException error)
        {
            return (null, $"it could not be reached ({error.HttpRequestError})", true);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, "it did not answer in time", true);
        }
    }

    private IdentityToken? ReadToken(string body)
    {
        try
        {
            using var answer = JsonDocument.Parse(body);
            return answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty(Member, out var value)
                && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } token
                ? IdentityToken.Read(token)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
