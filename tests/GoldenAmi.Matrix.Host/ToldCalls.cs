using GoldenAmi.Diagnostics;
using GoldenAmi.Reports;

namespace GoldenAmi.Matrix.Host;

/// <summary>Prints a line before each call.</summary>
internal sealed class ToldCalls(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{request.Method} {request.RequestUri!.AbsolutePath}");
        return base.SendAsync(request, cancellationToken);
    }
}

/// <summary>A second of a delay takes four milliseconds, and the clock goes on by the whole delay.</summary>
internal sealed class HastyTime : TimeProvider
{
    private const double Haste = 250;
    private readonly Lock _lock = new();
    private TimeSpan _skipped;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return System.GetUtcNow() + _skipped;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            _skipped += dueTime > TimeSpan.Zero ? dueTime : TimeSpan.Zero;
        }

        return System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / Haste : dueTime, Timeout.InfiniteTimeSpan);
    }
}

/// <summary>The lines of the calls say enough.</summary>
internal sealed class SilentReport : IReport
{
    public void Say(string subject, string fact, TimeSpan? duration = null)
    {
    }

    public void OpenGroup(string title)
    {
    }

    public void CloseGroup()
    {
    }

    public void Output(string line)
    {
    }

    public void Problem(Diagnostic diagnostic)
    {
    }

    public void Mask(string secret)
    {
    }
}
