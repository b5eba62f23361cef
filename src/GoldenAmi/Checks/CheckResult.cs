using GoldenAmi.Diagnostics;
using GoldenAmi.Locks;

namespace GoldenAmi.Checks;

/// <summary>What a check of one image found.</summary>
/// <param name="Rows">In the order in which people ask: parent, components, content, age, findings.</param>
/// <param name="NewLock">What a lock written now would pin; null when that could not be seen wholly.</param>
/// <param name="Warnings">Reads that were denied.</param>
public sealed record CheckResult(IReadOnlyList<CheckRow> Rows, ImageLock? NewLock, IReadOnlyList<Diagnostic> Warnings)
{
    /// <summary>Whether something is newer, changed, stale or revoked.</summary>
    public bool Changed => Rows.Any(row => row.IsChange);
}
