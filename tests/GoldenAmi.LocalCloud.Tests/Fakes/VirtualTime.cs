namespace GoldenAmi.LocalCloud.Tests.Fakes;

/// <summary>
/// A clock on which waiting costs nothing: while everybody waits for it, the test and each piece of the cloud's work, it jumps to the next timer that is due and
/// fires it. While anybody works it stands still, however long that takes on a busy computer, so a build's machines and the client that waits for them meet as they
/// would in real time.
/// </summary>
internal sealed class VirtualTime : TimeProvider, IAsyncDisposable
{
    /// <summary>Real milliseconds between two looks whether somebody works.</summary>
    private const int Quiet = 10;

    private static readonly AsyncLocal<Worker?> OfFlow = new();

    private readonly Lock _lock = new();
    private readonly PriorityQueue<VirtualTimer, (DateTimeOffset Due, long Number)> _timers = new();
    private readonly Worker _test = new();
    private readonly HashSet<Worker> _workers;
    private readonly Timer _pump;
    private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private long _number;
    private bool _isTouched;

    public VirtualTime()
    {
        _workers = [_test];
        _pump = new Timer(_ => Pump(), null, Quiet, Quiet);
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>The same work; from now on until it is over the clock jumps only while it waits for the clock.</summary>
    public Func<CancellationToken, Task> Follow(Func<CancellationToken, Task> work)
    {
        var worker = new Worker();
        lock (_lock)
        {
            _workers.Add(worker);
        }

        return async stop =>
        {
            OfFlow.Value = worker;
            try
            {
                await work(stop);
            }
            finally
            {
                lock (_lock)
                {
                    _workers.Remove(worker);
                }
            }
        };
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // The state of a delay's timer is its task, for which somebody waits; that of a deadline, for which nobody does, is a CancellationTokenSource.
        var timer = new VirtualTimer(this, callback, state, state is Task ? OfFlow.Value ?? _test : null);
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
            timer.Waiter?.Waits.Remove(timer);
            if (due != Timeout.InfiniteTimeSpan)
            {
                timer.Waiter?.Waits.Add(timer);
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
            if (_isTouched || _workers.Any(worker => worker.Waits.Count == 0))
            {
                _isTouched = false;
                return;
            }

            while (fired is null && _timers.TryDequeue(out var timer, out var when))
            {
                if (timer.Scheduled == timer.Version)
                {
                    fired = timer;
                    fired.Waiter?.Waits.Remove(fired);
                    _now = when.Due > _now ? when.Due : _now;
                }
            }
        }

        fired?.Fire();
    }

    /// <summary>The test, or a piece of the cloud's work.</summary>
    private sealed class Worker
    {
        public HashSet<VirtualTimer> Waits { get; } = [];
    }

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state, Worker? waiter) : ITimer
    {
        public Worker? Waiter => waiter;

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
