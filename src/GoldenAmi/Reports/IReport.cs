using GoldenAmi.Diagnostics;

namespace GoldenAmi.Reports;

/// <summary>What the stages say to the reader while they work. Each host (GitHub Actions, terminal, …) has one implementation.</summary>
public interface IReport
{
    /// <summary>One line per event, subject first: <c>us-west-2  ami-0abc available  4m12s</c>.</summary>
    /// <param name="duration">How long it took, or null when that says nothing.</param>
    void Say(string subject, string fact, TimeSpan? duration = null);

    /// <summary>Opens a group that CI systems fold. Groups do not nest: an open one is closed first.</summary>
    void OpenGroup(string title);

    void CloseGroup();

    /// <summary>A line of somebody else's output (a component, a log). It is untrusted text and may hold anything but a line feed.</summary>
    void Output(string line);

    /// <summary>A problem that does not end the run by itself (warnings), or one that does, once.</summary>
    void Problem(Diagnostic diagnostic);

    /// <summary>From here on this text is never printed: a token, a key.</summary>
    void Mask(string secret);
}
