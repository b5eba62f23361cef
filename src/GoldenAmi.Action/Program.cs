using System.Collections;
using System.Runtime.InteropServices;
using GoldenAmi.Aws.Credentials;

namespace GoldenAmi.Action;

/// <summary>Adapts the process: arguments, environment, streams and signals are read here and nowhere else.</summary>
internal static class Program
{
#pragma warning disable RS0030 // The one place that may touch the console and the environment
    private static async Task<int> Main(string[] args)
    {
        using var cancelled = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);

        await using var output = Open(Console.OpenStandardOutput());
        await using var error = Open(Console.OpenStandardError());
        var context = new ProgramContext
        {
            Arguments = args,
            Environment = TakeEnvironment(),
            Output = output,
            Error = error,
            OutputIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            WorkingFolder = Directory.GetCurrentDirectory(),
            ProgramFolder = AppContext.BaseDirectory,
            Time = TimeProvider.System,
        };
        return ExitCode.Of(await GoldenAmiProgram.RunAsync(context, cancelled.Token));

        void Cancel(PosixSignalContext signal)
        {
            signal.Cancel = true;
            cancelled.Cancel();
        }
    }

    /// <summary>UTF-8 without a byte order mark, one write per line: CI systems read the lines as they come.</summary>
    private static StreamWriter Open(Stream stream) => new(stream) { AutoFlush = true, NewLine = "\n" };

    /// <summary>The environment, read once. The CI system's tokens are taken out of it: no machine and no other program is to inherit them.</summary>
    private static Dictionary<string, string> TakeEnvironment()
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
        // AWS's own keys stay: the SDK's default chain reads them there
        foreach (var token in IdentityTokens.SecretVariables.Where(name => !name.StartsWith("AWS_", StringComparison.Ordinal)))
        {
            Environment.SetEnvironmentVariable(token, null);
        }

        return environment;
    }
#pragma warning restore RS0030
}
