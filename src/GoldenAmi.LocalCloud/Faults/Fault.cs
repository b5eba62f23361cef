namespace GoldenAmi.LocalCloud.Faults;

/// <summary>Something that goes wrong with calls of one operation.</summary>
/// <param name="Operation">Name (<c>CreateImage</c>), service and name (<c>imagebuilder:CreateImage</c>), or <c>*</c> for every call.</param>
public sealed record Fault(string Operation, FaultKind Kind)
{
    /// <summary>Not before this operation was called, for example <c>DistributeImage</c>; null: from the start.</summary>
    public string? Since { get; init; }

    /// <summary>So many calls are let through first, at least 0.</summary>
    public int After { get; init; }

    /// <summary>So many calls go wrong, at least 1. A client that tries again makes a call each time.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How long <see cref="FaultKind.Slow"/> takes, or how far ahead the service's clock is for <see cref="FaultKind.ClockSkew"/>.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(1);

    internal bool IsOf(string service, string operation) => Names(Operation, service, operation);

    internal static bool Names(string pattern, string service, string operation) =>
        pattern == "*" || pattern == operation || pattern == $"{service}:{operation}";
}

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>The service's own error for too many calls; nothing is carried out.</summary>
    Throttle,

    /// <summary>The service's own internal error; nothing is carried out.</summary>
    ServerError,

    /// <summary>The connection breaks before the call is carried out.</summary>
    Reset,

    /// <summary>The call is carried out after <see cref="Fault.Duration"/>.</summary>
    Slow,

    /// <summary>The call is carried out and answered with half of its body.</summary>
    Malformed,

    /// <summary>The call is carried out and the connection breaks before its answer.</summary>
    AnswerLost,

    /// <summary>The credentials are said to be over; nothing is carried out.</summary>
    ExpiredToken,

    /// <summary>The service's clock is <see cref="Fault.Duration"/> ahead: a call that is dated otherwise is refused, with the service's date.</summary>
    ClockSkew,
}
