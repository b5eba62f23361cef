using GoldenAmi.Processes;

namespace GoldenAmi.Runner;

/// <summary>The program inside a build machine: <c>golden-ami-runner SEED PORT</c>, the mounted seed and the device that the events go to.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is not [var seed, var port])
        {
            return 2;
        }

        using var channel = new EventChannel(new FileStream(port, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));
        await new BuildMachine(new SeedFolder(seed), channel, new ProcessRunner(TimeProvider.System), TimeProvider.System).RunAsync(CancellationToken.None);
        return 0;
    }
}
