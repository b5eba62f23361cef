using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Reports;

namespace GoldenAmi.Action.Hosts;

/// <summary>Keeps <see cref="RunState"/> true while a build goes on: what the post step finds when this process is killed before it could act.</summary>
/// <param name="region">Home region of the build.</param>
internal sealed class PostNotes(PostNoteBook book, OnCancel wish, string region, IReport report)
{
    private readonly Lock _lock = new();
    private WorkInAws? _work;
    private string? _lastImage;
    private int _page;

    /// <summary>A build or a distribution began (or, null, ended). Until the run is cancelled it is to go on: a run that crashed is continued by the next one.</summary>
    public void See(WorkInAws? work)
    {
        lock (_lock)
        {
            _work = work;
            _lastImage = work?.ImageArn ?? _lastImage;
            Write(work is null ? RunDecision.Ended : RunDecision.Detach);
        }
    }

    /// <summary>The signal has come: what is to be cancelled is noted before anything is sent.</summary>
    public void Cancelled()
    {
        lock (_lock)
        {
            if (_work is { IsOurs: true } && wish != OnCancel.Detach)
            {
                Write(wish == OnCancel.Auto ? RunDecision.CancelUnlessShared : RunDecision.Cancel);
            }
        }
    }

    private void Write(RunDecision decision)
    {
        if (_lastImage is not { } image)
        {
            return;
        }

        try
        {
            _page = _page == 0 ? book.NewPage() : _page;
            book.Write(new RunState(image, region, decision) { Page = _page });
        }
        catch (UserErrorException failure)
        {
            // The note is for a post step; the build itself does not need it
            foreach (var problem in failure.Diagnostics)
            {
                report.Problem(problem with { Severity = Severity.Warning });
            }
        }
    }
}
