namespace GoldenAmi.Builds.Following;

/// <summary>How something that takes long is looked at.</summary>
internal sealed record WaitPolicy
{
    /// <summary>
    /// Of a build: 5 s growing by a fifth to 30 s. A look is at most 3 calls besides log reads, so a minute has at most 36, and the end
    /// is noticed at most 30 s late.
    /// </summary>
    public static readonly WaitPolicy Build = new() { First = TimeSpan.FromSeconds(5), Growth = 1.2, Longest = TimeSpan.FromSeconds(30) };

    public required TimeSpan First { get; init; }

    /// <summary>Factor from one pause to the next, at least 1.</summary>
    public required double Growth { get; init; }

    public required TimeSpan Longest { get; init; }

    /// <summary>So many looks in a row may fail for reasons that pass (throttled, unavailable, unreachable) before the run gives up.</summary>
    public int FailuresInARow { get; init; } = 10;

    /// <summary>When nothing changes, a line is said this often.</summary>
    public TimeSpan Reminder { get; init; } = TimeSpan.FromMinutes(1);

    /// <param name="looks">How many looks there were, at least 1.</param>
    public TimeSpan Pause(int looks)
    {
        var seconds = First.TotalSeconds * Math.Pow(Growth, looks - 1);
        return seconds >= Longest.TotalSeconds ? Longest : TimeSpan.FromSeconds(seconds);
    }
}
