namespace GoldenAmi.Builds;

/// <summary>A value of a resource that is another than it was, or than it is to be.</summary>
/// <param name="Name">For example <c>parent</c> or <c>schedule</c>.</param>
/// <param name="Old">What is there, or null for nothing.</param>
/// <param name="New">What is wanted, or null for nothing.</param>
public sealed record ValueChange(string Name, string? Old, string? New)
{
    /// <summary>What differs between two sets of values, sorted by name; none when they are the same.</summary>
    internal static IReadOnlyList<ValueChange> Between(IReadOnlyDictionary<string, string> old, IReadOnlyDictionary<string, string> wanted) =>
    [
        .. old.Keys.Union(wanted.Keys).Order(StringComparer.Ordinal)
            .Select(name => new ValueChange(name, old.GetValueOrDefault(name), wanted.GetValueOrDefault(name)))
            .Where(change => change.Old != change.New),
    ];
}
