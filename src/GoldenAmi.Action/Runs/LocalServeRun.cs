using System.Net;
using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud;
using GoldenAmi.LocalCloud.Faults;
using GoldenAmi.LocalCloud.Findings;
using GoldenAmi.LocalCloud.Serving;
using GoldenAmi.Machines.Scripted;

namespace GoldenAmi.Action.Runs;

/// <summary><c>local serve</c>: the cloud inside the program on loopback until the program is told to end, which is its success.</summary>
internal sealed class LocalServeRun(ProgramContext context, Settings settings, Host host)
{
    public async Task<Ending> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ServeAsync(cancellationToken);
        }
        finally
        {
            host.Close();
        }
    }

    private async Task<Ending> ServeAsync(CancellationToken cancellationToken)
    {
        var folder = WorkFolder.MakeAt(Path.GetFullPath(settings.State, context.WorkingFolder));
        var options = LocalWorld.Options(context, LocalWorld.StateOf(folder), (subject, fact) => host.Report.Say(subject, fact));
        if (settings.Machines == MachineKind.Scripted)
        {
            options = options with { Machines = new ScriptedMachines(new UnexecutedWork(context.Time, settings.Pace).PlayAsync, Path.Combine(folder, "bases"), context.Time) };
        }

        options = options with { Pace = new CloudPace { Start = settings.Pace, Snapshot = settings.Pace, Copy = settings.Pace, Integrate = settings.Pace, Scan = settings.Pace } };
        if (settings.Faults is { } faults)
        {
            options = options with { Faults = FaultPlan.Load(Path.GetFullPath(faults, context.WorkingFolder)) };
        }

        if (settings.Findings is { } findings)
        {
            options = options with { Findings = FindingFile.Read(Path.GetFullPath(findings, context.WorkingFolder)) };
        }

        options = options with { Parents = LocalWorld.FindParents(context, context.WorkingFolder, settings.Parents) };
        await using var cloud = await Cloud.OpenAsync(options, cancellationToken);
        await using var server = Listen(cloud);
        foreach (var line in Welcome(server.Address))
        {
            await context.Output.WriteLineAsync(line);
        }

        await server.RunAsync(cancellationToken);
        await context.Output.WriteLineAsync("Ended. What was built is kept; builds that were running are FAILED with \"machine lost\" at the next start.");
        return Ending.Done;
    }

    private CloudServer Listen(Cloud cloud)
    {
        try
        {
            return CloudServer.Listen(cloud.Handler, settings.Port);
        }
        catch (HttpListenerException problem)
        {
            throw new UserErrorException(Ending.Refused, new Diagnostic(
                ErrorCode.CloudPortTaken, $"Port {settings.Port} of 127.0.0.1 cannot be listened on: {problem.Message}", null,
                "end what listens there, or give another with --port; --port 0 takes any that is free."), problem);
        }
    }

    private string[] Welcome(Uri address)
    {
        var url = address.AbsoluteUri.TrimEnd('/');
        var machines = settings.Machines == MachineKind.Scripted ? "scripted machines: nothing is executed" : "virtual machines";
        return
        [
            $"LocalCloud serves {url} from {settings.State} ({machines}). Point a client at it:",
            "",
            $"  export AWS_ENDPOINT_URL={url}",
            "  export AWS_ACCESS_KEY_ID=000000000000 AWS_SECRET_ACCESS_KEY=local AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1",
            "  aws ssm get-parameter --name /aws/service/debian/release/12/latest/amd64",
            $"  golden-ami build --endpoint-url {url}",
            "",
            "Twelve digits as access key id are the account; the region is the one that the client signs for. Ctrl-C ends it.",
        ];
    }
}
