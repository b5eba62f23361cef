using GoldenAmi.Action.Hosts;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Runs;

/// <summary><c>local setup</c>: installs what <c>build --local</c> would install at its first run.</summary>
internal sealed class LocalSetupRun(ProgramContext context, Host host)
{
    public async Task<Ending> RunAsync(CancellationToken cancellationToken)
    {
        await LocalWorld.SetUpAsync(context, fact => host.Report.Say("set-up", fact), cancellationToken);
        host.Report.Say("set-up", "this computer has what building needs");
        host.Close();
        return Ending.Done;
    }
}
