namespace GoldenAmi.Action.Tests.Road;

/// <summary>Real time in which a wait is a thousand times shorter, so that a poll of 30 s costs 30 ms. A wait without end stays one.</summary>
/// <param name="ahead">How far it is ahead of the machine's own.</param>
internal sealed class FastTime(TimeSpan ahead = default) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 1000 : dueTime, period > TimeSpan.Zero ? period / 1000 : period);
}
