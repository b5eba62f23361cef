namespace GoldenAmi.Tests.Builds.Running;

/// <summary>Stands between the program and LocalCloud: counts calls, answers some itself, or is cut off as when the program is killed.</summary>
internal sealed class Calls(HttpMessageHandler cloud) : DelegatingHandler(cloud)
{
    private static readonly string[] Changing = ["Create", "Distribute", "Retry", "Cancel", "TagResource", "Update", "DeleteImagePipeline"];
    private readonly Lock _lock = new();
    private readonly List<string> _seen = [];
    private int _changes;

    /// <summary>After so many changing calls were carried out nothing is answered any more; null: never.</summary>
    public int? KilledAfter { get; init; }

    /// <summary>Answers instead of LocalCloud, or null to let the call through.</summary>
    public Func<string, HttpResponseMessage?> Instead { get; init; } = _ => null;

    /// <summary>Changes the text of an answer of LocalCloud.</summary>
    public Func<string, string>? Edit { get; init; }

    public IReadOnlyList<string> Seen
    {
        get
        {
            lock (_lock)
            {
                return [.. _seen];
            }
        }
    }

    public IReadOnlyList<string> Changes => [.. Seen.Where(IsChange)];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var operation = await NameAsync(request, cancellationToken);
        var isKilled = false;
        lock (_lock)
        {
            _seen.Add(operation);
            isKilled = KilledAfter is { } most && _changes >= most;
            _changes += IsChange(operation) ? 1 : 0;
        }

        if (isKilled)
        {
            throw new KilledException();
        }

        if (Instead(operation) is { } answer)
        {
            answer.RequestMessage = request;
            return answer;
        }

        var answered = await base.SendAsync(request, cancellationToken);
        if (Edit is { } edit && answered.Content.Headers.ContentType is { } type)
        {
            answered.Content = new StringContent(edit(await answered.Content.ReadAsStringAsync(cancellationToken)), type);
        }

        return answered;
    }

    private static bool IsChange(string operation) => Changing.Any(word => operation.StartsWith(word, StringComparison.Ordinal));

    public static async Task<string> NameAsync(HttpRequestMessage request, CancellationToken ct)
    {
        if (request.Headers.TryGetValues("X-Amz-Target", out var targets))
        {
            return targets.First().Split('.').Last();
        }

        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(ct);
        var form = body.Split('&').FirstOrDefault(pair => pair.StartsWith("Action=", StringComparison.Ordinal));
        var path = request.RequestUri!.AbsolutePath.Trim('/');
        return form?["Action=".Length..]
            ?? (request.RequestUri.Host.StartsWith("s3.", StringComparison.Ordinal) ? OfObjects(request.Method.Method)
                : path.StartsWith("tags/", StringComparison.Ordinal) ? OfTags(request.Method.Method) : path);
    }

    private static string OfObjects(string method) => $"{method[..1]}{method[1..].ToLowerInvariant()}Object";

    private static string OfTags(string method) => method switch { "GET" => "ListTagsForResource", "DELETE" => "UntagResource", _ => "TagResource" };
}

/// <summary>The program was killed.</summary>
internal sealed class KilledException : Exception;
