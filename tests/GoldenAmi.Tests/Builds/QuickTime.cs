namespace GoldenAmi.Tests.Builds;

/// <summary>A clock that goes on by a delay as soon as one is asked for.</summary>
/// <param name="later">By how much it begins after 22 November 2026, 12:00.</param>
internal sealed class QuickTime(TimeSpan later = default) : TimeProvider
{
    private readonly Lock _lock = new();
    private DateTimeOffset _now = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero) + later;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public void Pass(TimeSpan time)
    {
        lock (_lock)
        {
            _now += time;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            _now += dueTime > TimeSpan.Zero ? dueTime : TimeSpan.Zero;
        }

        // A moment of the machine's own time, so that what is waited for can go on.
        return System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.FromMilliseconds(2) : dueTime, Timeout.InfiniteTimeSpan);
    }
}
