using GoldenAmi.Builds;
using GoldenAmi.Reports;

namespace GoldenAmi.Action.Hosts;

/// <summary>The post step's notes of a whole run: one page for each build that it follows.</summary>
internal sealed class PostNoteBook(ProgramContext context, OnCancel wish)
{
    private readonly Lock _lock = new();
    private int _pages;

    /// <param name="region">Home region of the build.</param>
    public PostNotes Open(string region, IReport report) => new(this, wish, region, report);

    /// <summary>A page of its own for a build, from 1 on.</summary>
    public int NewPage() => Interlocked.Increment(ref _pages);

    /// <summary>One at a time: the runner's file is appended to.</summary>
    public void Write(RunState state)
    {
        lock (_lock)
        {
            state.Write(new GitHubFiles(context));
        }
    }
}
