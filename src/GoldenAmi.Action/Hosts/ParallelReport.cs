using GoldenAmi.Diagnostics;
using GoldenAmi.Reports;

namespace GoldenAmi.Action.Hosts;

/// <summary>
/// The report of one image among several that are built at the same time: every line begins with the image's name, and a group is held back until it is whole,
/// because groups neither nest nor run beside each other.
/// </summary>
/// <param name="inner">The host's report, shared by all.</param>
/// <param name="gate">Shared by all: who holds it writes.</param>
/// <param name="name">The image's name; null for what concerns none of them.</param>
internal sealed class ParallelReport(IReport inner, Lock gate, string? name) : IReport, IDisposable
{
    /// <summary>A group that grows beyond this is printed in parts: a step may write without end, and memory has one.</summary>
    private const int MostLines = 5000;

    private readonly List<string> _lines = [];
    private string? _title;

    public void Say(string subject, string fact, TimeSpan? duration = null)
    {
        lock (gate)
        {
            inner.Say(Named(subject), fact, duration);
        }
    }

    public void OpenGroup(string title)
    {
        lock (gate)
        {
            Flush();
            _title = Named(title);
        }
    }

    public void CloseGroup()
    {
        lock (gate)
        {
            Flush();
        }
    }

    public void Output(string line)
    {
        lock (gate)
        {
            if (_title is null)
            {
                inner.Output(Named(line));
                return;
            }

            _lines.Add(line);
            if (_lines.Count == MostLines)
            {
                var title = _title;
                Flush();
                _title = $"{title.Replace(Continued, "", StringComparison.Ordinal)}{Continued}";
            }
        }
    }

    public void Problem(Diagnostic diagnostic)
    {
        lock (gate)
        {
            Flush();
            inner.Problem(diagnostic);
        }
    }

    public void Mask(string secret)
    {
        lock (gate)
        {
            inner.Mask(secret);
        }
    }

    /// <summary>Prints a group that was not closed.</summary>
    public void Dispose() => CloseGroup();

    private const string Continued = " (continued)";

    private string Named(string subject) => name is null || subject == name || subject.StartsWith(name + " ", StringComparison.Ordinal) ? subject : $"{name}  {subject}";

    private void Flush()
    {
        if (_title is not { } title)
        {
            return;
        }

        inner.OpenGroup(title);
        foreach (var line in _lines)
        {
            inner.Output(line);
        }

        inner.CloseGroup();
        _lines.Clear();
        _title = null;
    }
}
