namespace GoldenAmi.Checks;

/// <summary>One thing that was compared.</summary>
/// <param name="Subject">For example <c>parent</c> or <c>component amazon/update-linux</c>.</param>
/// <param name="State"><c>same</c>, <c>newer</c>, <c>changed</c>, <c>stale</c>, <c>revoked</c>, <c>found</c> or <c>not seen</c>.</param>
/// <param name="Old">What the image is built from, or null when that says nothing.</param>
/// <param name="New">What there is now, or null when that says nothing.</param>
/// <param name="Reason">As a sentence's part.</param>
public sealed record CheckRow(string Subject, string State, string? Old, string? New, string Reason)
{
    /// <summary>Whether it is a reason to build again.</summary>
    public bool IsChange => State is not ("same" or "not seen");
}
