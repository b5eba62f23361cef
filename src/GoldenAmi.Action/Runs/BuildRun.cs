using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Reports;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Forges;
using GoldenAmi.Recipes;

namespace GoldenAmi.Action.Runs;

/// <summary><c>build</c>, and <c>collect</c>, which starts no build: the whole road for one recipe, from its file to the branch that moves the consumers.</summary>
internal sealed class BuildRun(ProgramContext context, Settings settings, Host host)
{
    /// <summary><c>collect</c>.</summary>
    public bool CollectOnly { get; init; }

    public Task<Ending> RunAsync(ProgramCommand command, CancellationToken cancellationToken) =>
        new RoadRun(context, settings, host).RunAsync(command, BuildAsync, cancellationToken);

    private async Task<RunSummary> BuildAsync(Recipe recipe, World world, RunSummary summary, CancellationToken cancellationToken)
    {
        var notes = new PostNotes(context, settings.OnCancel, recipe.Region.Value.Value, host.Report);
        await using var cancelling = cancellationToken.Register(notes.Cancelled);
        return await new Builder(world.Clients, context.Time, host.Report).BuildAsync(recipe, Options(notes), cancellationToken) switch
        {
            BuildEnd.Released released => await MoveAsync(summary, released.Result, world, cancellationToken),
            BuildEnd.Detached detached => summary with { Outcome = "detached", Ending = Ending.Done, Detached = detached },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private Task<RunSummary> MoveAsync(RunSummary summary, BuildResult result, World world, CancellationToken cancellationToken)
    {
        summary = summary with
        {
            Outcome = result.Outcome.ToString().ToLowerInvariant(),
            Ending = Ending.Done,
            Build = result,
            LocalImages = world.FindFiles(result.Release, result.Recipe.Region.Value),
        };
        var order = new MoveOrder(result.Recipe, result.Release, result.Lineage) { History = new ImageHistory(world.Clients, result.Recipe.Name.Value, result.Release).ReadAsync };
        return new MoveRun(context, settings, host).MoveAsync(summary, order, world, cancellationToken);
    }

    private BuildOptions Options(PostNotes notes) => new()
    {
        CollectOnly = CollectOnly,
        OnWork = settings.Local ? null : notes.See,
        Wait = settings.Wait,
        Timeout = settings.Timeout,
        OnCancel = settings.OnCancel,
        Force = settings.Force,
        RunTags = RunTags.Of(context),
    };
}
