using GoldenAmi.Components.Guest;

namespace GoldenAmi.Components.Logs;

/// <summary>What a log tells about one step.</summary>
public sealed record StepReport(string DocumentId, string Phase, string Step, string Action)
{
    /// <summary>Null while the step runs, or when the machine was lost.</summary>
    public StepStatus? Status { get; init; }

    /// <summary>Of its last process; null when there was none.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Empty on success.</summary>
    public string Message { get; init; } = "";

    /// <summary>Of the last attempt.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The last attempt, from 1.</summary>
    public int Attempt { get; init; } = 1;

    internal bool IsSameStep(string documentId, string phase, string step) => DocumentId == documentId && Phase == phase && Step == step;
}
