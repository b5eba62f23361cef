using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Reports;
using GoldenAmi.Applying;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Runs;

/// <summary><c>apply</c>: Image Builder's resources and the pipeline as the recipe says, and no build. With <c>--dry-run</c> it only says what it would do.</summary>
internal sealed class ApplyRun(ProgramContext context, Settings settings, Host host)
{
    public Task<Ending> RunAsync(ProgramCommand command, CancellationToken cancellationToken) =>
        new RoadRun(context, settings, host).RunAsync(new RoadCommand(command.Name, ApplyAsync), cancellationToken);

    private async Task<RunSummary> ApplyAsync(RoadStep step, CancellationToken cancellationToken)
    {
        var applier = new Applier(step.World.Clients, step.Report);
        var recipe = step.Node.Recipe;
        var plan = settings.DryRun ? await applier.PlanAsync(recipe, cancellationToken) : await applier.ApplyAsync(recipe, cancellationToken);
        foreach (var warning in plan.Warnings)
        {
            step.Report.Problem(warning);
        }

        return step.Summary with { Outcome = settings.DryRun ? "planned" : "applied", Ending = Ending.Done, Plan = PlanFacts.Of(plan) };
    }
}
