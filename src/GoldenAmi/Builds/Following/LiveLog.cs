using GoldenAmi.Components.Guest;
using GoldenAmi.Components.Logs;
using GoldenAmi.Reports;

namespace GoldenAmi.Builds.Following;

/// <summary>Shows a build's log while it grows: one group per step of a component.</summary>
internal sealed class LiveLog(LogStream stream, IReport report)
{
    private bool _isOpen;

    /// <summary>Everything read so far.</summary>
    public AwstoeLogReader Reader { get; } = new();

    public async Task ReadOnAsync(ComponentFiles files, CancellationToken ct)
    {
        foreach (var line in await stream.ReadAsync(ct))
        {
            Show(line, files);
        }
    }

    public void Close()
    {
        if (_isOpen)
        {
            report.CloseGroup();
            _isOpen = false;
        }
    }

    private void Show(string line, ComponentFiles files)
    {
        switch (Reader.Add(line))
        {
            case GuestEvent.StepStarted step:
                Close();
                report.OpenGroup(step.Attempt == 1 ? $"{Title(step.DocumentId, step.Phase, step.Step, files)}" : $"{Title(step.DocumentId, step.Phase, step.Step, files)} attempt {step.Attempt}");
                _isOpen = true;
                break;
            case GuestEvent.Output output:
                report.Output(output.Text);
                break;
            case GuestEvent.StepEnded step:
                Close();
                report.Say(Title(step.DocumentId, step.Phase, step.Step, files), End(step), TimeSpan.FromMilliseconds(step.DurationMs));
                break;
            case GuestEvent.Rebooting:
                Close();
                report.Say("machine", "restarts");
                break;
            default:
                break;
        }
    }

    private static string Title(string documentId, string phase, string step, ComponentFiles files) => $"{files.Describe(documentId)} {phase} {step}";

    private static string End(GuestEvent.StepEnded step) => step.Status switch
    {
        StepStatus.Success => "done",
        StepStatus.Retried => $"failed, is tried again: {step.Message}",
        StepStatus.IgnoredFailure => $"failed, which its document ignores: {step.Message}",
        _ => $"failed: {step.Message}",
    };
}
