namespace GoldenAmi.Matrix.Tests;

/// <summary>
/// Holds each machine until its build was looked at twice more, so that a run sees every stage of a build however fast the machines are; nothing waits for a clock.
/// </summary>
internal sealed class Gate
{
    private const int Looks = 2;

    private readonly Lock _lock = new();
    private readonly List<(int At, TaskCompletionSource Open)> _waiting = [];
    private int _seen;

    public void Look()
    {
        lock (_lock)
        {
            _seen++;
            foreach (var (_, open) in _waiting.Where(each => each.At <= _seen))
            {
                open.TrySetResult();
            }
        }
    }

    public Task PassAsync(CancellationToken ct)
    {
        lock (_lock)
        {
            var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((_seen + Looks, open));
            return open.Task.WaitAsync(ct);
        }
    }
}
