namespace GoldenAmi.Benchmarks.Build;

/// <summary>Notes when each call was sent and answered on the clock of the model, and lets each take its time.</summary>
internal sealed class Meter(HttpMessageHandler cloud, TimeProvider time) : DelegatingHandler(cloud)
{
    private readonly Lock _lock = new();
    private readonly List<MeteredCall> _calls = [];

    public IReadOnlyList<MeteredCall> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls.OrderBy(call => call.Sent)];
            }
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (operation, sent) = (await Tests.Builds.Running.Calls.NameAsync(request, cancellationToken), time.GetUtcNow());
        await Task.Delay(LatencyModel.Call, time, cancellationToken);
        var answer = await base.SendAsync(request, cancellationToken);
        var isAvailable = operation == "GetImage" && (await answer.Content.ReadAsStringAsync(cancellationToken)).Contains("\"status\":\"AVAILABLE\"", StringComparison.Ordinal);
        lock (_lock)
        {
            _calls.Add(new MeteredCall(operation, sent, time.GetUtcNow(), isAvailable));
        }

        return answer;
    }
}

/// <summary>A call on the clock of the model.</summary>
/// <param name="SaysAvailable">GetImage answered that the image is there.</param>
internal sealed record MeteredCall(string Operation, DateTimeOffset Sent, DateTimeOffset Answered, bool SaysAvailable);
