namespace GoldenAmi.Action.Hosts;

/// <summary>GitHub shows the first ten annotations of a kind per step and drops the rest without a word. The tenth is kept for "and N more".</summary>
/// <param name="kind"><c>error</c> or <c>warning</c>.</param>
internal sealed class AnnotationCap(string kind)
{
    private const int Shown = 10;
    private int _seen;
    private WorkflowCommand? _tenth;

    /// <summary>The annotation to write now, or null when it is to be a line of the log.</summary>
    public WorkflowCommand? Admit(WorkflowCommand annotation)
    {
        _seen++;
        if (_seen < Shown)
        {
            return annotation;
        }

        _tenth ??= annotation;
        return null;
    }

    /// <summary>The last annotation, or null when all were written.</summary>
    public WorkflowCommand? Close() =>
        _seen <= Shown ? _tenth : new WorkflowCommand(kind, $"and {_seen - Shown + 1} more {kind}s: they are lines of the log.");
}
