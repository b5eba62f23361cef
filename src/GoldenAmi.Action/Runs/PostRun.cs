using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Aws;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Action.Runs;

/// <summary>
/// <c>post</c>: the step after the job. A run that was cancelled has sent one call, or was killed before it could; this confirms what was decided. It says what it
/// did in one line and never fails the job: what it cannot do, the next run or <c>sweep</c> does.
/// </summary>
internal sealed class PostRun(ProgramContext context, Settings settings, Host host)
{
    public async Task<Ending> RunAsync(CancellationToken cancellationToken)
    {
        var state = RunState.Read(new GitHubFiles(context));
        switch (state?.Decision)
        {
            case null:
                host.Report.Say("post", "the run followed no build, nothing is to be done");
                break;
            case RunDecision.Ended:
                host.Report.Say(state.ImageArn, "came to its end, nothing is to be done");
                break;
            case RunDecision.Detach:
                host.Report.Say(state.ImageArn, "goes on; the next run follows it");
                break;
            default:
                await ConfirmAsync(state, cancellationToken);
                break;
        }

        host.Close();
        return Ending.Done;
    }

    private async Task ConfirmAsync(RunState state, CancellationToken cancellationToken)
    {
        try
        {
            if (!Region.TryParse(state.Region, out var home) || !ImageArn.TryParse(state.ImageArn, out var image))
            {
                host.Report.Say("post", $"the state '{state.ImageArn}' in '{state.Region}' is none that the run wrote, nothing is done");
                return;
            }

            using var clients = new AwsClients(RemoteWorld.Connect(context, settings, home, host.Report));
            await new CancelCheck(clients, home, host.Report).ConfirmAsync(image, cancellationToken);
        }
        catch (UserErrorException failure)
        {
            foreach (var problem in failure.Diagnostics)
            {
                host.Report.Problem(problem with { Severity = Severity.Warning });
            }
        }
    }
}
