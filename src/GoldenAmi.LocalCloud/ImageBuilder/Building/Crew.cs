namespace GoldenAmi.LocalCloud.ImageBuilder.Building;

/// <summary>The work that goes on behind answered calls: each build, and each copy of an image, is a task of this process.</summary>
internal sealed class Crew(World world) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (CancellationTokenSource Stop, Task Work)> _running = new(StringComparer.Ordinal);
    private bool _isClosed;

    /// <summary>Goes on with an image from the state that it is in.</summary>
    public void Start(string imageArn) => Start(imageArn, stop => new ImageWork(world, imageArn).RunAsync(stop));

    /// <summary>Begins a piece of work under a name; work of the same name ends first.</summary>
    public void Start(string name, Func<CancellationToken, Task> work)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            var before = _running.TryGetValue(name, out var earlier) ? earlier.Work : Task.CompletedTask;
            var (stop, followed) = (new CancellationTokenSource(), world.Options.OnWork(work));
            _running[name] = (stop, Task.Run(() => AfterAsync(before, followed, stop.Token), CancellationToken.None));
        }
    }

    /// <summary>Tells work to end; it is not waited for.</summary>
    public void Stop(string name)
    {
        lock (_lock)
        {
            if (_running.TryGetValue(name, out var running))
            {
                running.Stop.Cancel();
            }
        }
    }

    /// <summary>Ends all work and waits for it. What was not finished is lost, as when a process dies.</summary>
    public async ValueTask DisposeAsync()
    {
        List<(CancellationTokenSource Stop, Task Work)> running;
        lock (_lock)
        {
            _isClosed = true;
            running = [.. _running.Values];
        }

        foreach (var (stop, _) in running)
        {
            await stop.CancelAsync();
        }

        await Task.WhenAll(running.Select(each => each.Work));
        foreach (var (stop, _) in running)
        {
            stop.Dispose();
        }
    }

    private static async Task AfterAsync(Task before, Func<CancellationToken, Task> work, CancellationToken stop)
    {
        await before;
        await work(stop);
    }
}
