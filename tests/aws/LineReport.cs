using GoldenAmi.Diagnostics;
using GoldenAmi.Reports;

namespace GoldenAmi.Account;

/// <summary>One line per event.</summary>
internal sealed class LineReport(TextWriter output) : IReport
{
    public void Say(string subject, string fact, TimeSpan? duration = null) => output.WriteLine($"{subject}  {fact}");

    public void OpenGroup(string title) => output.WriteLine(title);

    public void CloseGroup()
    {
    }

    public void Output(string line) => output.WriteLine($"  {line}");

    public void Problem(Diagnostic diagnostic) => output.WriteLine(diagnostic);

    public void Mask(string secret)
    {
    }
}
