namespace GoldenAmi.Machines;

/// <summary>How a machine ended.</summary>
public abstract record MachineEnd
{
    private MachineEnd()
    {
    }

    /// <summary>The guest powered itself off. Whether its work succeeded is in the lines of its channel; a channel without a last event means that the runner died.</summary>
    public sealed record PoweredOff : MachineEnd;

    /// <summary><see cref="MachineOrder.Timeout"/> passed; the machine was ended.</summary>
    public sealed record TimedOut : MachineEnd;

    /// <summary>The machine ended otherwise: its process died, or the guest's kernel gave up.</summary>
    /// <param name="Why">Some lines for a reader, the last of the console among them.</param>
    public sealed record Lost(string Why) : MachineEnd;
}
