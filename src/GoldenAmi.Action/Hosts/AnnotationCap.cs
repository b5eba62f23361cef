namespace GoldenAmi.Action.Hosts;

/// <summary>CI systems show the first ten annotations of a kind per step and drop the rest without a word. The tenth is kept for "and N more".</summary>
/// <param name="kind"><c>error</c> or <c>warning</c>.</param>
/// <param name="write">Makes the line of a text's annotation.</param>
internal sealed class AnnotationCap(string kind, Func<string, string> write)
{
    private const int Shown = 10;
    private int _seen;
    private string? _tenth;

    /// <summary>The annotation's line to write now, or null when it is to be a plain line of the log.</summary>
    public string? Admit(string annotation)
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
    public string? Close() => _seen <= Shown ? _tenth : write($"and {_seen - Shown + 1} more {kind}s: they are lines of the log.");
}
