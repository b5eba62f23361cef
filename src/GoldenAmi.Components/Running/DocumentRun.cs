using GoldenAmi.Components.Guest;
using GoldenAmi.Components.Language;

namespace GoldenAmi.Components.Running;

/// <summary>A document of the work, read.</summary>
internal sealed record DocumentRun(GuestDocument Order, ComponentDocument Document)
{
    /// <summary>The steps of the phases that run, in document order (the order in which phases are asked for does not matter).</summary>
    public IEnumerable<(ComponentPhase Phase, ComponentStep Step)> Steps(IReadOnlyList<string> phases) =>
        Document.Phases.Where(phase => phases.Contains(phase.Name)).SelectMany(phase => phase.Steps.Select(step => (phase, step)));
}

/// <summary>How a run, or this boot of it, ended.</summary>
internal abstract record RunEnd
{
    private RunEnd()
    {
    }

    /// <summary>Every document ended well (ignored failures included).</summary>
    public sealed record Succeeded : RunEnd;

    /// <summary>A step failed.</summary>
    public sealed record Failed(GuestFailure Failure) : RunEnd;

    /// <summary>The machine must restart; the run goes on from <paramref name="State"/>.</summary>
    public sealed record RebootWanted(SavedRun State) : RunEnd;
}
