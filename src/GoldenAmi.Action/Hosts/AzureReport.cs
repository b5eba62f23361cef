using GoldenAmi.Diagnostics;
using GoldenAmi.Reports;

namespace GoldenAmi.Action.Hosts;

/// <summary>The report inside Azure Pipelines: groups that fold, issues on files, secrets. The agent has no way to switch commands off, so other people's output is defused.</summary>
internal sealed class AzureReport(TextWriter writer) : IReport, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Secrets _secrets = new();
    private readonly AnnotationCap _errors = new("error", text => Issue("error", text).ToString());
    private readonly AnnotationCap _warnings = new("warning", text => Issue("warning", text).ToString());
    private bool _groupOpen;

    public void Say(string subject, string fact, TimeSpan? duration = null) => Write(EventLine.Of(subject, fact, duration));

    public void OpenGroup(string title)
    {
        lock (_lock)
        {
            EndGroup();
            WriteLine($"##[group]{UntrustedText.OneLine(title)}");
            _groupOpen = true;
        }
    }

    public void CloseGroup()
    {
        lock (_lock)
        {
            EndGroup();
        }
    }

    public void Output(string line) => Write($"  | {UntrustedText.OneLine(line)}");

    public void Problem(Diagnostic diagnostic)
    {
        lock (_lock)
        {
            EndGroup();
            var cap = diagnostic.Severity == Severity.Error ? _errors : _warnings;
            WriteLine(cap.Admit(ToIssue(diagnostic).ToString()) ?? ProblemText.Of(diagnostic));
        }
    }

    public void Mask(string secret)
    {
        lock (_lock)
        {
            foreach (var line in _secrets.Add(secret))
            {
                writer.WriteLine(new AzureCommand("task.setsecret", line));
            }
        }
    }

    /// <summary>Writes a command that is not an issue: a result of the run.</summary>
    public void Command(AzureCommand command)
    {
        lock (_lock)
        {
            EndGroup();
            WriteLine(command.ToString());
        }
    }

    /// <summary>Says what was held back: the tenth issue of a kind, or how many more there were.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            EndGroup();
            foreach (var last in new[] { _errors.Close(), _warnings.Close() }.OfType<string>())
            {
                WriteLine(last);
            }
        }
    }

    private static AzureCommand Issue(string type, string text) => new("task.logissue", text) { Properties = [("type", type)] };

    private static AzureCommand ToIssue(Diagnostic diagnostic)
    {
        var type = diagnostic.Severity == Severity.Error ? "error" : "warning";
        var text = $"{diagnostic.Code}: {diagnostic.Message} Fix: {diagnostic.Fix}";
        return diagnostic.Place is not { } place
            ? new AzureCommand("task.logissue", text) { Properties = [("type", type), ("code", diagnostic.Code)] }
            : new AzureCommand("task.logissue", $"{place}: {text}")
            {
                Properties = [("type", type), ("sourcepath", place.File), ("linenumber", $"{place.Line}"), ("columnnumber", $"{place.Column}"), ("code", diagnostic.Code)],
            };
    }

    private void EndGroup()
    {
        if (_groupOpen)
        {
            writer.WriteLine("##[endgroup]");
            _groupOpen = false;
        }
    }

    private void Write(string text)
    {
        lock (_lock)
        {
            WriteLine(text);
        }
    }

    private void WriteLine(string text) => writer.WriteLine(_secrets.Redact(text));
}
