using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Forges;

/// <summary>Sends requests to a forge: repeats reads that failed, waits as long as the forge asks, and tells the rest apart.</summary>
/// <param name="handler">The network, or a test's forge. Not disposed here.</param>
#pragma warning disable CA1001 // an invoker that does not own its handler has nothing to dispose of
internal sealed class ForgeHttp(string forge, HttpMessageHandler handler, AuthenticationHeaderValue authorization, TimeProvider time)
#pragma warning restore CA1001
{
    private const int MostAttempts = 5;

    // A run that waits longer is better run again.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);
    private readonly HttpMessageInvoker _http = new(handler, disposeHandler: false);

    /// <summary>A request without a body. Repeated while the forge fails.</summary>
    public Task<ForgeAnswer> GetAsync(Uri url, CancellationToken ct) => SendAsync(() => new HttpRequestMessage(HttpMethod.Get, url), ct);

    /// <summary>A request with a JSON body.</summary>
    public Task<ForgeAnswer> SendAsync<T>(HttpMethod method, Uri url, T body, JsonTypeInfo<T> type, CancellationToken ct)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(body, type);
        return SendAsync(() => new HttpRequestMessage(method, url) { Content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } }, ct);
    }

    private async Task<ForgeAnswer> SendAsync(Func<HttpRequestMessage> make, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = make();
            var answer = await TryAsync(request, ct);
            var wait = Wait(answer, attempt);
            // What changes something is not simply sent again after a failure, for it may have been done: the caller looks first
            var repeatable = request.Method == HttpMethod.Get || answer.IsRateLimited;
            if (wait is null || !repeatable || attempt == MostAttempts)
            {
                return answer.IsRateLimited ? throw new UserErrorException(Ending.Refused, ForgeProblems.RateLimited(forge, answer.Said)) : answer;
            }

            if (wait > LongestWait)
            {
                throw new UserErrorException(Ending.Refused, ForgeProblems.RateLimited(forge, string.Create(CultureInfo.InvariantCulture, $"{answer.Said} (after {wait.Value.TotalMinutes:0} minutes)")));
            }

            await Task.Delay(wait.Value, time, ct);
        }
    }

    private async Task<ForgeAnswer> TryAsync(HttpRequestMessage request, CancellationToken ct)
    {
        request.Headers.Authorization = authorization;
        request.Headers.Accept.ParseAdd(forge == "GitHub" ? "application/vnd.github+json" : "application/json");
        request.Headers.UserAgent.ParseAdd("golden-ami");
        try
        {
            using var response = await _http.SendAsync(request, ct);
            var body = await response.Content.ReadAsStringAsync(ct);
            return new ForgeAnswer(response.StatusCode, body) { RetryAfter = RetryAfter(response), Next = Next(response), Method = request.Method };
        }
        catch (HttpRequestException failure)
        {
            return new ForgeAnswer(HttpStatusCode.BadGateway, failure.Message) { Method = request.Method };
        }
    }

    /// <summary>How long to wait before the next attempt; null when there is no reason for one.</summary>
    private static TimeSpan? Wait(ForgeAnswer answer, int attempt) =>
        answer.IsRateLimited ? answer.RetryAfter ?? TimeSpan.FromMinutes(1)
        : answer.IsFailure ? answer.RetryAfter ?? TimeSpan.FromSeconds(Math.Pow(2, attempt - 1))
        : null;

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        if (response.Headers.RetryAfter is { } after)
        {
            return after.Delta ?? after.Date - time.GetUtcNow();
        }

        // GitHub's primary limit: nothing left until a moment given in seconds since 1970
        return Header(response, "x-ratelimit-remaining") == "0" && long.TryParse(Header(response, "x-ratelimit-reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var reset)
            ? TimeSpan.FromSeconds(Math.Max(1, reset - time.GetUtcNow().ToUnixTimeSeconds()))
            : null;
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    /// <summary>The next page: <c>Link: &lt;https://…&gt;; rel="next"</c>.</summary>
    private static Uri? Next(HttpResponseMessage response)
    {
        var link = Header(response, "Link")?.Split(',').FirstOrDefault(part => part.Contains("rel=\"next\"", StringComparison.Ordinal));
        return link is null ? null : new Uri(link[(link.IndexOf('<', StringComparison.Ordinal) + 1)..link.IndexOf('>', StringComparison.Ordinal)]);
    }
}

/// <summary>What a forge answered.</summary>
internal sealed record ForgeAnswer(HttpStatusCode Status, string Body)
{
    private const int MostCharacters = 400;

    public required HttpMethod Method { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Address of the next page, or null.</summary>
    public Uri? Next { get; init; }

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The forge itself failed: it may or may not have done what was asked.</summary>
    public bool IsFailure => (int)Status >= 500;

    /// <summary>The forge asks to come back later: nothing was done.</summary>
    public bool IsRateLimited => Status == HttpStatusCode.TooManyRequests
        || (Status == HttpStatusCode.Forbidden && (RetryAfter is not null || Body.Contains("rate limit", StringComparison.OrdinalIgnoreCase)));

    /// <summary>The message in the answer, in one line of at most 400 characters.</summary>
    public string Said
    {
        get
        {
            var text = new StringBuilder();
            foreach (var character in Message())
            {
                text.Append(char.IsControl(character) ? ' ' : character);
            }

            var line = text.ToString().Trim();
            return $"{(line.Length == 0 ? "(no message)" : line.Length > MostCharacters ? line[..MostCharacters] + "…" : line)} (HTTP {(int)Status})";
        }
    }

    /// <summary>The answer's body.</summary>
    /// <exception cref="UserErrorException">It is not what it should be (GA0527).</exception>
    public T Read<T>(JsonTypeInfo<T> type, string forge, string doing)
    {
        try
        {
            return JsonSerializer.Deserialize(Body, type) ?? throw new JsonException("null");
        }
        catch (JsonException unreadable)
        {
            throw new UserErrorException(Ending.Refused, ForgeProblems.Failed(forge, doing, $"its answer cannot be read. {Said}"), unreadable);
        }
    }

    private string Message()
    {
        try
        {
            using var json = JsonDocument.Parse(Body);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("message", out var message))
            {
                return Body;
            }

            return json.RootElement.TryGetProperty("errors", out var errors) ? $"{message} {errors.GetRawText()}" : message.ToString();
        }
        catch (JsonException)
        {
            return Body;
        }
    }
}
