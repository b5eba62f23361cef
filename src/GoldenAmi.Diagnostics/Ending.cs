namespace GoldenAmi.Diagnostics;

/// <summary>How a command ended. The numbers are the process's exit codes (docs/architecture.md, "Exit codes").</summary>
public enum Ending
{
    /// <summary>Done, or nothing to do.</summary>
    Done = 0,

    /// <summary>The outside world refused: AWS, Git, a machine, the network.</summary>
    Refused = 1,

    /// <summary>Usage or recipe: the reader can mend it in a file or on the command line.</summary>
    Usage = 2,

    /// <summary>The deadline of <c>timeout</c> passed; the build can be attached to.</summary>
    Timeout = 3,

    /// <summary>A test or gate failed.</summary>
    TestFailed = 4,

    /// <summary>With <c>plan --exit-code</c>: there are changes.</summary>
    Changes = 10,

    /// <summary>A bug of ours.</summary>
    Bug = 70,

    /// <summary>Cancelled by SIGINT or SIGTERM.</summary>
    Cancelled = 130,
}
