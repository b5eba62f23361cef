using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action;

/// <summary>The one place that wires the program: settings, host, and the command that was asked for.</summary>
internal static class Composition
{
    public static async Task<Ending> RunAsync(ProgramContext context, Invocation invocation, CancellationToken cancellationToken)
    {
        var settings = SettingsReader.Read(invocation);
        var host = Host.Choose(context, settings.Json);
        await Task.Yield();
        host.Close();
        throw new UserErrorException(Ending.Usage, CommandLine.NotAvailable(invocation.Command));
    }
}
