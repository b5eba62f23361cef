using GoldenAmi.Builds.Images;

namespace GoldenAmi.Builds.Following;

/// <summary>Notes when a followed image went from phase to phase, as far as this run saw it.</summary>
internal sealed class PhaseClock(TimeProvider time)
{
    private readonly List<PhaseTime> _ended = [];
    private (string Name, DateTimeOffset Start)? _current;

    public IReadOnlyList<PhaseTime> Phases => _ended;

    public void See(BuildState state)
    {
        var phase = state switch
        {
            BuildState.Pending or BuildState.Creating => "start",
            BuildState.Building => "build",
            BuildState.Testing => "test",
            BuildState.Distributing or BuildState.Integrating => "distribute",
            _ => null,
        };
        if (phase == _current?.Name)
        {
            return;
        }

        var now = time.GetUtcNow();
        if (_current is { } ended)
        {
            _ended.Add(new PhaseTime(ended.Name, ended.Start, now));
        }

        _current = phase is null ? null : (phase, now);
    }
}
