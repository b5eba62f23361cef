namespace GoldenAmi.LocalCloud.Faults;

/// <summary>The faults that a cloud's calls meet, in the order given: a call meets the first that is due. Counts are of this plan, so each cloud has its own.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<Due> _faults;
    private readonly List<Fault> _met = [];

    /// <summary>A plan of these faults.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count or a duration is negative, or a fault is to happen no time.</exception>
    public FaultPlan(IEnumerable<Fault> faults)
    {
        _faults = [.. faults.Select(fault => new Due(fault))];
        foreach (var fault in _faults.Select(each => each.Fault))
        {
            ArgumentOutOfRangeException.ThrowIfNegative(fault.After);
            ArgumentOutOfRangeException.ThrowIfLessThan(fault.Times, 1);
            ArgumentOutOfRangeException.ThrowIfLessThan(fault.Duration, TimeSpan.Zero);
        }
    }

    /// <summary>As given.</summary>
    public IReadOnlyList<Fault> Faults => [.. _faults.Select(due => due.Fault)];

    /// <summary>The faults that calls met until now, one entry for each call.</summary>
    public IReadOnlyList<Fault> Met
    {
        get
        {
            lock (_lock)
            {
                return [.. _met];
            }
        }
    }

    /// <summary>While it is, no call is counted and nothing goes wrong. For tests: what is there before the call that is meant.</summary>
    internal bool IsAsleep { get; set; }

    /// <summary>The plan of a file (docs/faults.md).</summary>
    /// <exception cref="GoldenAmi.Diagnostics.UserErrorException">GA0412: every problem of the file at once.</exception>
    public static FaultPlan Load(string path) => new(FaultFile.Read(path));

    /// <summary>Counts the call and says what goes wrong with it, or null.</summary>
    internal Fault? Meet(string service, string operation)
    {
        lock (_lock)
        {
            if (IsAsleep)
            {
                return null;
            }

            Fault? found = null;
            foreach (var due in _faults)
            {
                if (due.IsOpen && due.Fault.IsOf(service, operation) && due.Left > 0)
                {
                    if (due.Passed < due.Fault.After)
                    {
                        due.Passed++;
                    }
                    else if (found is null)
                    {
                        due.Left--;
                        found = due.Fault;
                    }
                }

                // The call that opens a fault is not met by it.
                due.IsOpen |= Fault.Names(due.Fault.Since ?? "*", service, operation);
            }

            if (found is not null)
            {
                _met.Add(found);
            }

            return found;
        }
    }

    private sealed class Due(Fault fault)
    {
        public Fault Fault { get; } = fault;

        public bool IsOpen { get; set; } = fault.Since is null;

        public int Passed { get; set; }

        public int Left { get; set; } = fault.Times;
    }
}
