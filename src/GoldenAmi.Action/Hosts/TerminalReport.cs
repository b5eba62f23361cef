using GoldenAmi.Diagnostics;
using GoldenAmi.Reports;

namespace GoldenAmi.Action.Hosts;

/// <summary>The report for a terminal, a log file, and every CI system that has no report of its own: plain lines, one per event.</summary>
/// <param name="colour">Whether problems are coloured; never with NO_COLOR and never into a pipe.</param>
internal sealed class TerminalReport(TextWriter writer, bool colour) : IReport
{
    private const string Red = "\e[31m";
    private const string Yellow = "\e[33m";
    private const string Plain = "\e[0m";

    private readonly Lock _lock = new();
    private readonly Secrets _secrets = new();

    public void Say(string subject, string fact, TimeSpan? duration = null) => Write(EventLine.Of(subject, fact, duration));

    public void OpenGroup(string title) => Write(UntrustedText.OneLine(title));

    public void CloseGroup()
    {
        // Plain text has nothing that folds: a group is its title line
    }

    public void Output(string line) => Write($"  | {UntrustedText.OneLine(line)}");

    public void Problem(Diagnostic diagnostic)
    {
        var text = ProblemText.Of(diagnostic);
        Write(colour ? $"{(diagnostic.Severity == Severity.Error ? Red : Yellow)}{text}{Plain}" : text);
    }

    public void Mask(string secret)
    {
        lock (_lock)
        {
            _secrets.Add(secret);
        }
    }

    private void Write(string text)
    {
        lock (_lock)
        {
            writer.WriteLine(_secrets.Redact(text));
        }
    }
}
