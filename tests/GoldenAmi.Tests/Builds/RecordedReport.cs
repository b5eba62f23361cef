using GoldenAmi.Diagnostics;
using GoldenAmi.Reports;

namespace GoldenAmi.Tests.Builds;

/// <summary>Keeps what was said.</summary>
internal sealed class RecordedReport : IReport
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    public List<Diagnostic> Problems { get; } = [];

    public void Say(string subject, string fact, TimeSpan? duration = null) => Add($"{subject}  {fact}");

    public void OpenGroup(string title) => Add($"> {title}");

    public void CloseGroup() => Add("<");

    public void Output(string line) => Add($"| {line}");

    public void Problem(Diagnostic diagnostic)
    {
        Problems.Add(diagnostic);
        Add(diagnostic.ToString());
    }

    public void Mask(string secret)
    {
    }

    private void Add(string line)
    {
        lock (_lock)
        {
            _lines.Add(line);
        }
    }
}
