using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Reports;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;
using GoldenAmi.References;

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

    /// <summary>Moves the consumers. A bump that fails leaves the release as it is: its ids are told all the same.</summary>
    private async Task<RunSummary> MoveAsync(RunSummary summary, BuildResult result, World world, CancellationToken cancellationToken)
    {
        summary = summary with
        {
            Outcome = result.Outcome.ToString().ToLowerInvariant(),
            Ending = Ending.Done,
            Build = result,
            LocalImages = world.FindFiles(result.Release, result.Recipe.Region.Value),
        };
        if (settings.Bump == BumpReach.None)
        {
            return summary;
        }

        var order = new BumpOrder(result.Recipe, result.Release, result.Lineage)
        {
            Push = settings.Bump == BumpReach.Push,
            History = new ImageHistory(world.Clients, result.Recipe.Name.Value, result.Release).ReadAsync,
        };
        try
        {
            return Tell(summary, await new Bumper(context.Programs, context.Time).BumpAsync(order, cancellationToken));
        }
        catch (UserErrorException failure)
        {
            return new RunFailure(failure.Ending, failure.Diagnostics).Tell(summary, host.Report) with { Outcome = summary.Outcome };
        }
    }

    private RunSummary Tell(RunSummary summary, BumpResult bump)
    {
        foreach (var warning in bump.Warnings)
        {
            host.Report.Problem(warning);
        }

        switch (bump)
        {
            case BumpResult.Committed committed:
                host.Report.Say(committed.Commit.Branch, $"commit {committed.Commit.Id[..12]} moves {Count(committed.Commit)} to the new image");
                return summary with { Moved = committed.Commit };
            case BumpResult.AlreadyCommitted already:
                host.Report.Say(already.Commit.Branch, $"moves {Count(already.Commit)} already");
                return summary with { Moved = already.Commit };
            case BumpResult.NothingToChange nothing:
                if (nothing.WithdrawnBranch is { } branch)
                {
                    host.Report.Say(branch, "deleted: nothing is left to move");
                }

                return summary;
            case BumpResult.Refused refused:
                return new RunFailure(Ending.Refused, refused.Diagnostics).Tell(summary, host.Report) with { Outcome = summary.Outcome };
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static string Count(BumpCommit commit)
    {
        var places = commit.Files.Sum(file => file.Ids.Count + file.Values.Count);
        return $"{places} {(places == 1 ? "place" : "places")} in {commit.Files.Count} {(commit.Files.Count == 1 ? "file" : "files")}";
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
