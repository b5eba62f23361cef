using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Reports;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.References;
using GoldenAmi.Reports;

namespace GoldenAmi.Action.Runs;

/// <summary>Moves the files that name a recipe's older images: once per recipe, with the images of all its variants, and never before all of them are released.</summary>
internal sealed class MoveConsumers(ProgramContext context, Settings settings) : IDisposable
{
    /// <summary>Recipes of one run share a clone, and a clone takes one writer at a time.</summary>
    private readonly SemaphoreSlim _clone = new(1);

    /// <summary>A bump that fails leaves the release as it is: its ids are told all the same.</summary>
    public async Task<RunSummary> MoveAsync(RecipeArrival arrival, CancellationToken cancellationToken)
    {
        if (settings.Bump == BumpReach.None)
        {
            return arrival.Summary;
        }

        await _clone.WaitAsync(cancellationToken);
        try
        {
            return await MoveAsync(BuildResult.Union([.. arrival.Images.Select(image => image.Build!)]), arrival, cancellationToken);
        }
        finally
        {
            _clone.Release();
        }
    }

    public void Dispose() => _clone.Dispose();

    private async Task<RunSummary> MoveAsync(BuildResult result, RecipeArrival arrival, CancellationToken cancellationToken)
    {
        var summary = arrival.Summary;
        var order = new BumpOrder(result.Recipe, result.Release, result.Lineage) 
        {
            Push = settings.Bump == BumpReach.Push,
            History = new ImageHistory(arrival.World.Clients, result.Recipe.Name.Value, result.Release).ReadAsync,
        };
        try
        {
            return Tell(summary, await new Bumper(context.Programs, context.Time).BumpAsync(order, cancellationToken), arrival.Report);
        }
        catch (UserErrorException failure)
        {
            return new RunFailure(failure.Ending, failure.Diagnostics).Tell(summary, arrival.Report) with { Outcome = summary.Outcome };
        }
    }

    private static RunSummary Tell(RunSummary summary, BumpResult bump, IReport report)
    {
        foreach (var warning in bump.Warnings)
        {
            report.Problem(warning);
        }

        switch (bump)
        {
            case BumpResult.Committed committed:
                report.Say(committed.Commit.Branch, $"commit {committed.Commit.Id[..12]} moves {Count(committed.Commit)} to the new image");
                return summary with { Moved = committed.Commit };
            case BumpResult.AlreadyCommitted already:
                report.Say(already.Commit.Branch, $"moves {Count(already.Commit)} already");
                return summary with { Moved = already.Commit };
            case BumpResult.NothingToChange nothing:
                if (nothing.WithdrawnBranch is { } branch)
                {
                    report.Say(branch, "deleted: nothing is left to move");
                }

                return summary;
            case BumpResult.Refused refused:
                return new RunFailure(Ending.Refused, refused.Diagnostics).Tell(summary, report) with { Outcome = summary.Outcome };
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static string Count(BumpCommit commit)
    {
        var places = commit.Files.Sum(file => file.Ids.Count + file.Values.Count);
        return $"{places} {(places == 1 ? "place" : "places")} in {commit.Files.Count} {(commit.Files.Count == 1 ? "file" : "files")}";
    }
}
