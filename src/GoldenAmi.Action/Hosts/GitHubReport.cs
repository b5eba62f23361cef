using GoldenAmi.Diagnostics;
using GoldenAmi.Reports;

namespace GoldenAmi.Action.Hosts;

/// <summary>The report inside GitHub Actions: groups that fold, annotations on files, masks, and other people's output held apart from commands.</summary>
/// <param name="newToken">A text that nobody can guess, new at each call: it ends the part in which the runner obeys no commands.</param>
internal sealed class GitHubReport(TextWriter writer, Func<string> newToken) : IReport, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Secrets _secrets = new();
    private readonly AnnotationCap _errors = new("error", text => new WorkflowCommand("error", text).ToString());
    private readonly AnnotationCap _warnings = new("warning", text => new WorkflowCommand("warning", text).ToString());
    private bool _groupOpen;
    private string? _stopToken;

    public void Say(string subject, string fact, TimeSpan? duration = null)
    {
        lock (_lock)
        {
            WriteText(EventLine.Of(subject, fact, duration));
        }
    }

    public void OpenGroup(string title)
    {
        lock (_lock)
        {
            EndGroup();
            WriteCommand(new WorkflowCommand("group", UntrustedText.OneLine(title)));
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

    public void Output(string line)
    {
        lock (_lock)
        {
            if (_stopToken is null)
            {
                _stopToken = newToken();
                writer.WriteLine(new WorkflowCommand("stop-commands", _stopToken));
            }

            writer.WriteLine(_secrets.Redact($"  | {UntrustedText.OneLine(line)}"));
        }
    }

    public void Problem(Diagnostic diagnostic)
    {
        lock (_lock)
        {
            // An annotation inside a folded group would be seen by nobody who reads the log
            EndGroup();
            var cap = diagnostic.Severity == Severity.Error ? _errors : _warnings;
            WriteText(cap.Admit(ToCommand(diagnostic).ToString()) ?? ProblemText.Of(diagnostic));
        }
    }

    /// <summary>What is masked so far.</summary>
    public IReadOnlyList<string> Masks
    {
        get
        {
            lock (_lock)
            {
                return _secrets.All;
            }
        }
    }

    public void Mask(string secret)
    {
        lock (_lock)
        {
            foreach (var line in _secrets.Add(secret))
            {
                ResumeCommands();
                writer.WriteLine(new WorkflowCommand("add-mask", line));
            }
        }
    }

    /// <summary>Says what was held back: the tenth annotation of a kind, or how many more there were.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            EndGroup();
            ResumeCommands();
            foreach (var last in new[] { _errors.Close(), _warnings.Close() }.OfType<string>())
            {
                WriteText(last);
            }
        }
    }

    private static WorkflowCommand ToCommand(Diagnostic diagnostic)
    {
        var name = diagnostic.Severity == Severity.Error ? "error" : "warning";
        var text = $"{diagnostic.Message} Fix: {diagnostic.Fix}";
        return diagnostic.Place is not { } place
            ? new WorkflowCommand(name, $"{diagnostic.Code}: {text}") { Properties = [("title", diagnostic.Code)] }
            : new WorkflowCommand(name, $"{place}: {diagnostic.Code}: {text}")
            {
                Properties =
                [
                    ("file", place.File),
                    ("line", $"{place.Line}"),
                    ("col", $"{place.Column}"),
                    ("title", diagnostic.Code),
                ],
            };
    }

    private void EndGroup()
    {
        if (_groupOpen)
        {
            WriteCommand(new WorkflowCommand("endgroup", ""));
            _groupOpen = false;
        }
    }

    private void WriteCommand(WorkflowCommand command) => WriteText(command.ToString());

    private void WriteText(string text)
    {
        ResumeCommands();
        writer.WriteLine(_secrets.Redact(text));
    }

    private void ResumeCommands()
    {
        if (_stopToken is not null)
        {
            writer.WriteLine(new WorkflowCommand(_stopToken, ""));
            _stopToken = null;
        }
    }
}
