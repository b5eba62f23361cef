using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Reports;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Images;
using GoldenAmi.Forges;

namespace GoldenAmi.Action.Runs;

/// <summary>Moves the files that name a recipe's older images: once per recipe, with the images of all its variants, and never before all of them are released.</summary>
internal sealed class MoveConsumers(ProgramContext context, Settings settings) : IDisposable
{
    /// <summary>Recipes of one run share a clone, and a clone takes one writer at a time.</summary>
    private readonly SemaphoreSlim _clone = new(1);

    /// <param name="rolledBackFrom">ARN of the image that is taken back, or null.</param>
    public async Task<RunSummary> MoveAsync(RecipeArrival arrival, string? rolledBackFrom, CancellationToken cancellationToken)
    {
        if (arrival.Images.Any(image => image.Build is null))
        {
            return arrival.Summary;
        }

        await _clone.WaitAsync(cancellationToken);
        try
        {
            var result = BuildResult.Union([.. arrival.Images.Select(image => image.Build!)]);
            var order = new MoveOrder(result.Recipe, result.Release, result.Lineage)
            {
                RolledBackFrom = rolledBackFrom,
                History = new ImageHistory(arrival.World.Clients, result.Recipe.Name.Value, result.Release).ReadAsync,
            };
            return await new MoveRun(context, settings, arrival.Report).MoveAsync(arrival, order, cancellationToken);
        }
        finally
        {
            _clone.Release();
        }
    }

    public void Dispose() => _clone.Dispose();
}
