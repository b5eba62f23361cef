using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Reports;
using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud.Parents;
using GoldenAmi.Reports;

namespace GoldenAmi.Action.Runs;

/// <summary>An ending that is not the wished one, as <c>build</c> and <c>plan</c> tell it.</summary>
internal sealed record RunFailure(Ending Ending, IReadOnlyList<Diagnostic> Problems)
{
    /// <summary>What the exception means for the user; null when it is a bug.</summary>
    public static RunFailure? Find(Exception failure, Settings settings, CancellationToken cancellationToken) => failure switch
    {
        UserErrorException error => new RunFailure(error.Ending, [.. error.Diagnostics.Select(problem => settings.Local ? InLocalWords(problem) : problem)]),
        OperationCanceledException when cancellationToken.IsCancellationRequested => new RunFailure(Ending.Cancelled, []),
        _ => null,
    };

    /// <summary>Prints the problems and notes them in the summary.</summary>
    public RunSummary Tell(RunSummary summary, IReport report)
    {
        foreach (var problem in Problems)
        {
            report.Problem(problem);
        }

        return summary with { Outcome = Outcome, Ending = Ending, Problems = Problems };
    }

    /// <summary>A parent that AWS has can be missing in the cloud inside the program, and there the user can add it.</summary>
    private static Diagnostic InLocalWords(Diagnostic problem) => problem.Code == ErrorCode.ParentNotFound
        ? problem with { Fix = $"name a disk for it in {ParentsFile.FileName} (docs/local-parents.md), or another parent; without --local: {problem.Fix}" }
        : problem;

    // A refusal is what was decided before anything was tried; all else was tried and failed
    private string Outcome => Ending is Ending.Usage or Ending.Refused ? "refused" : "failed";
}
