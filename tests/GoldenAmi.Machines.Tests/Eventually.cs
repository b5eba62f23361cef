namespace GoldenAmi.Machines.Tests;

/// <summary>Waits for what the kernel does in its own time.</summary>
public static class Eventually
{
    public static async Task IsAsync(Func<bool> isSo)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!isSo())
        {
            await tick.WaitForNextTickAsync(deadline.Token);
        }
    }
}
