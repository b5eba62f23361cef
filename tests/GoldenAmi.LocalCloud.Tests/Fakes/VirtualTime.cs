namespace GoldenAmi.LocalCloud.Tests.Fakes;

/// <summary>
/// A clock on which waiting costs nothing: when nobody has asked for a timer for a moment, it jumps to the next one that is due and fires it. Timers fire in
/// their order, so a build's machines and the client that waits for them meet as they would in real time.
/// </summary>
internal sealed class VirtualTime : TimeProvider, IAsyncDisposable
{
    /// <summary>Real milliseconds in which work that is no waiting may go on before the clock jumps.</summary>
    private const int Quiet = 10;

    private readonly Lock _lock = new();
    private readonly PriorityQueue<VirtualTimer, (DateTimeOffset Due, long Number)> _timers = new();
    private readonly Timer _pump;
    private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private long _number;
    private bool _isTouched;

    public VirtualTime() => _pump = new Timer(_ => Pump(), null, Quiet, Quiet);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public ValueTask DisposeAsync() => _pump.DisposeAsync();

    private void Schedule(VirtualTimer timer, TimeSpan due)
    {
        lock (_lock)
        {
            _isTouched = true;
            timer.Version++;
            if (due != Timeout.InfiniteTimeSpan)
            {
                timer.Scheduled = timer.Version;
                _timers.Enqueue(timer, (_now + due, _number++));
            }
        }
    }

    private void Pump()
    {
        VirtualTimer? fired = null;
        lock (_lock)
        {
            if (_isTouched)
            {
                _isTouched = false;
                return;
            }

            while (fired is null && _timers.TryDequeue(out var timer, out var when))
            {
                if (timer.Scheduled == timer.Version)
                {
                    fired = timer;
                    _now = when.Due > _now ? when.Due : _now;
                }
            }
        }

        fired?.Fire();
    }

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        public int Version { get; set; }

        public int Scheduled { get; set; } = -1;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Schedule(this, dueTime);
            return true;
        }

        public void Fire() => callback(state);

        public void Dispose() => time.Schedule(this, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
