using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Reports;
using GoldenAmi.Locks;

namespace GoldenAmi.Action.Runs;

/// <summary>Proposes the new locks of a run's recipes.</summary>
internal sealed class ProposeLock(ProgramContext context, Settings settings) : IDisposable
{
    /// <summary>Recipes of one run share a clone, and a clone takes one writer at a time.</summary>
    private readonly SemaphoreSlim _clone = new(1);

    public async Task<RunSummary> ProposeAsync(RecipeArrival arrival, LockChange change, CancellationToken cancellationToken)
    {
        await _clone.WaitAsync(cancellationToken);
        try
        {
            return await new MoveRun(context, settings, arrival.Report).ProposeAsync(arrival, change, cancellationToken);
        }
        finally
        {
            _clone.Release();
        }
    }

    public void Dispose() => _clone.Dispose();
}
