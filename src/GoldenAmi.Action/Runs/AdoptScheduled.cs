using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Reports;
using GoldenAmi.Adopting;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Locks;
using GoldenAmi.Publishing;

namespace GoldenAmi.Action.Runs;

/// <summary><c>check --adopt</c>: what the schedules of the run's recipes built becomes the release, and the files that name an older image are moved to it.</summary>
internal sealed class AdoptScheduled(ProgramContext context, Settings settings) : IDisposable
{
    private readonly MoveConsumers _move = new(context, settings);

    /// <returns>The step's summary: adopted, held back by the gates, or as it was; and the rows that tell of the schedule.</returns>
    public async Task<(RunSummary Summary, Adoption Adoption)> AdoptAsync(RoadStep step, CancellationToken cancellationToken)
    {
        // Not upon the AMI that a parent of this run came to: the pipeline was made of what is written.
        var recipe = LockPins.Apply(step.Written with { Lock = step.Node.Lock, Variants = [] }).Recipe;
        var options = new BuildOptions { Timeout = step.Timeout, RunTags = RunTags.Of(context) };
        var adoption = await new Adopter(step.World.Clients, context.Time, step.Report).AdoptAsync(recipe, options, cancellationToken);
        foreach (var row in adoption.Rows)
        {
            step.Report.Say(step.Node.Name, $"{row.Subject} {(row.Old is null ? "" : $"{row.Old} ")}{row.State}: {row.Reason}");
        }

        var summary = adoption.End switch
        {
            null => step.Summary with { Outcome = "checked", Ending = Ending.Done },
            BuildEnd.Held held => new RunFailure(Ending.TestFailed, [held.Problem]).Tell(step.Summary, step.Report) with { Held = held },
            BuildEnd.Released { Result: var result } => step.Summary with
            {
                Outcome = "adopted",
                Ending = Ending.Done,
                Build = result,
                LocalImages = step.World.FindFiles(result.Release, recipe.Region.Value),
            },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return (summary, adoption);
    }

    /// <summary>Once per recipe. An image counts as adopted when nothing is left to do for it: should this run die before, the next does the rest.</summary>
    public async Task<RunSummary> ArriveAsync(RecipeArrival arrival, CancellationToken cancellationToken)
    {
        var adopted = arrival.Images.Select(image => image.Build).OfType<BuildResult>().ToList();
        if (adopted.Count == 0)
        {
            return arrival.Summary;
        }

        var images = await Task.WhenAll(arrival.Images.Select(image => WithReleaseAsync(image, arrival, cancellationToken)));
        if (images.FirstOrDefault(image => image.Build is null) is { } lacking)
        {
            arrival.Report.Say(lacking.Image ?? "", "has no released image yet: the files that name images of this recipe wait for it");
            return arrival.Summary;
        }

        var summary = await _move.MoveAsync(arrival with { Images = images }, rolledBackFrom: null, cancellationToken);
        if (summary.Ending is Ending.Done or Ending.Changes)
        {
            foreach (var result in adopted)
            {
                await new Adopter(arrival.World.Clients, context.Time, arrival.Report).SettleAsync(result, cancellationToken);
            }
        }

        return summary;
    }

    public void Dispose() => _move.Dispose();

    /// <summary>A file that names the images of all variants is moved as a whole: the variant whose schedule built nothing new stands with what it has.</summary>
    private static async Task<RunSummary> WithReleaseAsync(RunSummary image, RecipeArrival arrival, CancellationToken cancellationToken)
    {
        if (image.Build is not null)
        {
            return image;
        }

        var recipe = image.Recipe!;
        var history = await new ReleaseHistory(arrival.World.Clients).ReadAsync(recipe, cancellationToken);
        return history.Releases.FirstOrDefault(release => release.Missing.Count == 0) is not { } newest ? image
            : image with { Build = new BuildResult { Recipe = recipe, Outcome = Outcome.Reused, Release = newest.ToRelease(), Inputs = [], Lineage = history.Lineage } };
    }
}
