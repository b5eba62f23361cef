using GoldenAmi.Components.Guest;
using GoldenAmi.Processes;

namespace GoldenAmi.Runner;

/// <summary>Does the seed's work in this machine, restarts it when a step asks, cleans it up and powers it off.</summary>
internal sealed class BuildMachine(SeedFolder seed, EventChannel channel, IProcessRunner processes, TimeProvider time)
{
    private const string Root = "/";
    private const string StateFolder = "/var/lib/golden-ami";

    public async Task RunAsync(CancellationToken ct)
    {
        var host = new HostSetup(seed.Host, Root);
        host.Apply();
        if (await new RootDisk(Root).GrowAsync(processes, ct) is { } small)
        {
            channel.Write(new GuestEvent.Finished(FinishStatus.Failed, new GuestFailure("", "", "", "", small, [])));
            await SystemctlAsync("poweroff", ct);
            return;
        }

        var run = new GuestRun(
            new GuestMachine
            {
                WorkFolder = seed.Work,
                StateFolder = StateFolder,
                Environment = Environment(host),
                Processes = processes,
                Time = time,
            },
            channel.Write);
        var end = await run.RunAsync(ct);
        if (end is GuestRunEnd.RebootWanted)
        {
            channel.Write(new GuestEvent.Rebooting());
            await SystemctlAsync("reboot", ct);
            return;
        }

        await host.UndoAsync(processes, ct);
        if (end is GuestRunEnd.Succeeded { Work.CleanUp: true })
        {
            new CleanUp(Root).Run();
            await processes.RunAsync(new ProcessSpec("fstrim", ["/"]), ct);
        }

        channel.Write(end is GuestRunEnd.Failed failed
            ? new GuestEvent.Finished(FinishStatus.Failed, failed.Failure)
            : new GuestEvent.Finished(FinishStatus.Success, Failure: null));
        await SystemctlAsync("poweroff", ct);
    }

    // The variables that a service of systemd has, HOME as for root, and the host's proxies.
    private static Dictionary<string, string?> Environment(HostSetup host)
    {
        var variables = new Dictionary<string, string?>
        {
            ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            ["HOME"] = "/root",
            ["LANG"] = "C.UTF-8",
        };
        foreach (var (name, value) in host.Variables())
        {
            variables[name] = value;
        }

        return variables;
    }

    private Task<ProcessResult> SystemctlAsync(string verb, CancellationToken ct) =>
        processes.RunAsync(new ProcessSpec("systemctl", ["--no-block", verb]), ct);
}
