using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Aws;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Action.Runs;

/// <summary><c>post</c>: the step after the job, with the state that the main step left.</summary>
internal static class PostRun
{
    public static async Task<Ending> RunAsync(ProgramContext context, Invocation invocation, CancellationToken cancellationToken)
    {
        var settings = SettingsReader.Read(invocation);
        var host = Host.Choose(context, settings.Json);
        try
        {
            foreach (var state in RunState.ReadAll(new GitHubFiles(context)).Where(state => state.Decision != RunDecision.Ended))
            {
                using var clients = new AwsClients(RemoteWorld.Connect(context, settings, Region.Parse(state.Region), host.Report));
                await new PostStep(clients.ImageBuilder(state.Region), context.Time, host.Report).RunAsync(state, cancellationToken);
            }

            return Ending.Done;
        }
        finally
        {
            host.Close();
        }
    }
}
