using System.Text;

namespace GoldenAmi.Account;

/// <summary>
/// Records requests and answers, ids and accounts normalised: three lines a call (operation and region, request, status and answer), so that two records can be
/// compared line by line. A call that is the same as the one before it, as looks at a build are, is recorded once.
/// </summary>
internal sealed class Recorder(HttpMessageHandler aws) : DelegatingHandler(aws)
{
    private readonly Lock _lock = new();
    private readonly List<string> _calls = [];
    private readonly Normaliser _normaliser = new();

    /// <summary>A heading: what begins here.</summary>
    public void Mark(string title)
    {
        lock (_lock)
        {
            _calls.Add($"# {title}\n");
        }
    }

    public string Write()
    {
        lock (_lock)
        {
            return string.Concat(_calls);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var answer = await base.SendAsync(request, cancellationToken);
        await answer.Content.LoadIntoBufferAsync(cancellationToken);
        var answered = await answer.Content.ReadAsStringAsync(cancellationToken);
        var target = request.Headers.TryGetValues("X-Amz-Target", out var targets) ? targets.First() : $"{request.Method} {request.RequestUri!.PathAndQuery}";
        lock (_lock)
        {
            var call = new StringBuilder()
                .Append(_normaliser.Normalise($"{target} {RegionOf(request)}")).Append('\n')
                .Append("> ").Append(_normaliser.Normalise(asked)).Append('\n')
                .Append("< ").Append((int)answer.StatusCode).Append(' ').Append(_normaliser.Normalise(answered)).Append('\n').ToString();
            if (_calls.Count == 0 || _calls[^1] != call)
            {
                _calls.Add(call);
            }
        }

        return answer;
    }

    /// <summary>From the signature: <c>Credential=KEY/20261122/eu-west-1/ec2/aws4_request</c>.</summary>
    private static string RegionOf(HttpRequestMessage request) =>
        request.Headers.TryGetValues("Authorization", out var values) && values.First().Split('/') is { Length: > 4 } parts ? $"{parts[3]} {parts[2]}" : "";
}
