using GoldenAmi.LocalCloud.Faults;
using GoldenAmi.LocalCloud.Findings;
using GoldenAmi.LocalCloud.Parents;
using GoldenAmi.Machines;

namespace GoldenAmi.LocalCloud;

/// <summary>What a LocalCloud works with.</summary>
public sealed record CloudOptions
{
    /// <summary>Where it keeps what it knows, for example <c>.golden-ami/cloud</c>; made when missing. Disks lie beside it, in <c>images</c>.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Where builds run.</summary>
    public required IMachines Machines { get; init; }

    /// <summary>The clock of everything that it dates or waits for.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Told of work that no AWS call shows, as subject and fact: <c>debian 12</c>, <c>installing packages</c>.</summary>
    public Action<string, string> OnProgress { get; init; } = (_, _) => { };

    /// <summary>How long the stages take that LocalCloud itself does; by default no time.</summary>
    public CloudPace Pace { get; init; } = new();

    /// <summary>
    /// How long EC2's reads do not see an AMI or a snapshot that was just made, as EC2 is eventually consistent; by default they see it at once.
    /// </summary>
    public TimeSpan Ec2ReadDelay { get; init; }

    /// <summary>Whether EC2's reads see what was made at that moment. Without a delay always: a clock that was set back hides nothing.</summary>
    internal bool IsSeen(DateTimeOffset made, DateTimeOffset now) => Ec2ReadDelay == TimeSpan.Zero || made + Ec2ReadDelay <= now;

    /// <summary>What goes wrong with calls; by default nothing.</summary>
    public FaultPlan Faults { get; init; } = new([]);

    /// <summary>What there is to build upon besides Debian; null for nothing.</summary>
    public ParentDisks? Parents { get; init; }

    /// <summary>What scans come to; null: scanning is not enabled in any account.</summary>
    public IReadOnlyList<Finding>? Findings { get; init; }

    /// <summary>Called before each time that the state is written; what it throws is as when the process dies there. For tests.</summary>
    internal Action OnWrite { get; init; } = () => { };

    /// <summary>Given each piece of work behind answered calls when it is begun; what it gives back runs in its place. For a test's clock, which knows by it whether anybody works.</summary>
    internal Func<Func<CancellationToken, Task>, Func<CancellationToken, Task>> OnWork { get; init; } = work => work;

    /// <summary>How long another process is waited for that has the folder.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one machine may run; AWS's own limit of a step that runs components is 12 hours.</summary>
    public TimeSpan MachineTimeout { get; init; } = TimeSpan.FromHours(2);
}

/// <summary>How long the stages of a build take beside the machines' own work, to see each state go by or to model AWS's latency.</summary>
public sealed record CloudPace
{
    /// <summary>PENDING, then CREATING: each.</summary>
    public TimeSpan Start { get; init; }

    /// <summary>The step CreateImage.</summary>
    public TimeSpan Snapshot { get; init; }

    /// <summary>Each step of a failed workflow that is rolled back.</summary>
    public TimeSpan Rollback { get; init; }

    /// <summary>The copy into another region.</summary>
    public TimeSpan Copy { get; init; }

    /// <summary>A scan, after the image is available.</summary>
    public TimeSpan Scan { get; init; }

    /// <summary>INTEGRATING.</summary>
    public TimeSpan Integrate { get; init; }
}
