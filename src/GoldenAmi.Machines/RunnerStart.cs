namespace GoldenAmi.Machines;

/// <summary>What starts the runner in a machine. On AWS the Systems Manager agent has that part.</summary>
public enum RunnerStart
{
    /// <summary>The unit that the base disk has (BaseImages/guest.service), and every disk that was built upon it.</summary>
    Unit,

    /// <summary>cloud-init, which finds a disk of its data source NoCloud beside the work's. Nothing of it stays on the machine's disk. A disk that has the unit starts as well.</summary>
    CloudInit,
}
