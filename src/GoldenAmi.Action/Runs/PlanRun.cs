using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Reports;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Action.Runs;

/// <summary><c>plan</c>: what a build would do, and why. Only read-only calls are made.</summary>
internal sealed class PlanRun(ProgramContext context, Settings settings, Host host)
{
    public Task<Ending> RunAsync(ProgramCommand command, CancellationToken cancellationToken) =>
        new RoadRun(context, settings, host).RunAsync(command, PlanAsync, cancellationToken);

    private async Task<RunSummary> PlanAsync(Recipe recipe, World world, RunSummary summary, CancellationToken cancellationToken)
    {
        var plan = await new Builder(world.Clients, context.Time, host.Report).PlanAsync(recipe, settings.Force, cancellationToken);
        var rows = plan.Operations.Select(operation => new PlanRow(operation.Operation, operation.Resource, operation.Reason) { Changes = operation.Changes.Count == 0 ? null : operation.Changes }).ToList();
        return summary with { Outcome = "planned", Ending = Ending.Done, Plan = new PlanFacts(plan.Changed, plan.Decision, rows, plan.Inputs) };
    }
}
