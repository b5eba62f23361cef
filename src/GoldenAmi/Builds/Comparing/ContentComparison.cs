using GoldenAmi.Builds.Fingerprints;

namespace GoldenAmi.Builds.Comparing;

/// <summary>Says what two images' contents differ in. Pure.</summary>
public static class ContentComparison
{
    /// <summary>The name of a changed parent.</summary>
    public const string Parent = "parent";

    /// <returns>In the order: version, parent, components, their order, volumes, the rest. None when nothing that can be seen differs.</returns>
    internal static IReadOnlyList<ValueChange> Between(ImageContent old, ImageContent now) =>
    [
        .. One("version", old.Version, now.Version),
        .. One(Parent, old.Parent, now.Parent),
        .. Components(old.Components, now.Components),
        .. ValueChange.Between(Named("volume", old.Volumes), Named("volume", now.Volumes)),
        .. One("working directory", old.Folder, now.Folder),
        .. One("user data", old.UserData, now.UserData),
        .. One("agent", old.Agent, now.Agent),
    ];

    /// <summary>A change as a sentence's part: <c>component components/nginx.yaml changed (sha256 1234abcd5678… → 8765dcba4321…)</c>.</summary>
    public static string Describe(ValueChange change) => change switch
    {
        { Old: null, New: { } added } => $"{change.Name} is new ({Abridge(added)})",
        { New: null, Old: { } removed } => $"{change.Name} was removed ({Abridge(removed)})",
        _ => $"{change.Name} changed ({Abridge(change.Old!)} → {Abridge(change.New!)})",
    };

    /// <summary>A value as people read it: of a digest the first twelve digits.</summary>
    public static string Abridge(string value) => value.StartsWith("sha256:", StringComparison.Ordinal) ? $"sha256 {ContentDigest.Short(value)}…" : value;

    private static IEnumerable<ValueChange> Components(IReadOnlyList<ContentPart> old, IReadOnlyList<ContentPart> now)
    {
        var (before, after) = (Numbered(old), Numbered(now));
        var changes = ValueChange.Between(Values(before), Values(after));
        var sameOnes = before.Keys.Where(after.ContainsKey).ToList();
        return changes.Count == 0 && !sameOnes.SequenceEqual(after.Keys.Where(before.ContainsKey), StringComparer.Ordinal)
            ? [new ValueChange("order of components", string.Join(", ", before.Keys), string.Join(", ", after.Keys))]
            : changes;
    }

    /// <summary>A component that is used twice is two.</summary>
    private static OrderedDictionary<string, ContentPart> Numbered(IReadOnlyList<ContentPart> parts)
    {
        var numbered = new OrderedDictionary<string, ContentPart>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            var name = part.Subject;
            for (var number = 2; numbered.ContainsKey(name); number++)
            {
                name = $"{part.Subject} ({number})";
            }

            numbered.Add(name, part);
        }

        return numbered;
    }

    private static SortedDictionary<string, string> Values(OrderedDictionary<string, ContentPart> parts)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, part) in parts)
        {
            values[$"component {name}"] = part.Value;
            foreach (var (parameter, value) in part.Parameters)
            {
                values[$"parameter {parameter} of {name}"] = value;
            }
        }

        return values;
    }

    private static SortedDictionary<string, string> Named(string kind, IReadOnlyDictionary<string, string> values) =>
        new(values.ToDictionary(value => $"{kind} {value.Key}", value => value.Value, StringComparer.Ordinal), StringComparer.Ordinal);

    private static IEnumerable<ValueChange> One(string name, string? old, string? now) => old == now ? [] : [new ValueChange(name, old, now)];
}
