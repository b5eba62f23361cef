namespace GoldenAmi.Checks;

/// <summary>One thing that was compared.</summary>
/// <param name="Subject">For example <c>parent</c> or <c>component amazon/update-linux</c>.</param>
/// <param name="State">
/// <c>same</c>, <c>newer</c>, <c>changed</c>, <c>stale</c>, <c>revoked</c>, <c>found</c> or <c>not seen</c>; of a schedule <c>adopted</c>, <c>older</c>, <c>none</c>, <c>waits</c>, <c>running</c>, <c>failed</c>,
/// <c>cancelled</c>, <c>disabled</c> or <c>missing</c>.
/// </param>
/// <param name="Old">What the image is built from, or null when that says nothing.</param>
/// <param name="New">What there is now, or null when that says nothing.</param>
/// <param name="Reason">As a sentence's part.</param>
public sealed record CheckRow(string Subject, string State, string? Old, string? New, string Reason)
{
    /// <summary>Whether it is a reason to build again.</summary>
    public bool IsChange => State is "newer" or "changed" or "stale" or "revoked" or "found";
}
