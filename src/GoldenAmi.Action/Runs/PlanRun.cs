using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Reports;
using GoldenAmi.Applying;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Runs;

/// <summary><c>plan</c>: what a build would do, and why, and for a recipe with a pipeline what <c>apply</c> would. Only read-only calls are made.</summary>
internal sealed class PlanRun(ProgramContext context, Settings settings, Host host)
{
    public async Task<Ending> RunAsync(ProgramCommand command, CancellationToken cancellationToken)
    {
        var ending = await new RoadRun(context, settings, host).RunAsync(new RoadCommand(command.Name, PlanAsync) { AtOnce = RoadCommand.Readers }, cancellationToken);
        return ending == Ending.Changes && !settings.ExitCode ? Ending.Done : ending;
    }

    private async Task<RunSummary> PlanAsync(RoadStep step, CancellationToken cancellationToken)
    {
        var recipe = step.Node.Recipe;
        var build = await new Builder(step.World.Clients, context.Time, step.Report).PlanAsync(recipe, new PlanWish(settings.Force) { NewParent = step.NewParent }, cancellationToken);
        var plan = await new Applier(step.World.Clients, step.Report).PlanBesideAsync(build, recipe, cancellationToken);
        foreach (var warning in plan.Warnings)
        {
            step.Report.Problem(warning);
        }

        return step.Summary with
        {
            Outcome = "planned",
            Ending = plan.Changed ? Ending.Changes : Ending.Done,
            Plan = PlanFacts.Of(plan),
        };
    }
}
