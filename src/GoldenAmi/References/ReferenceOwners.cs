using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.References;

/// <summary>Decides which channel a file belongs to where the patterns of several cover it: the last entry of the recipe that covers the file has it.</summary>
internal static class ReferenceOwners
{
    /// <param name="files">Files that the group's own entries cover.</param>
    /// <returns>Those that belong to the group, and a warning for each entry that another channel leaves nothing to.</returns>
    public static (IReadOnlyList<TrackedFile> Files, IReadOnlyList<Diagnostic> Warnings) Of(ReferenceGroup group, IReadOnlyList<TrackedFile> files)
    {
        if (group.Entries.Count == group.Scopes.Count)
        {
            return (files, []);
        }

        var entries = group.Entries.Select(entry => (Entry: entry, Globs: entry.Paths.Select(Glob.Parse).ToList())).ToList();
        var owned = files.Where(file => group.Scopes.Contains(OwnerOf(file), ReferenceEqualityComparer.Instance)).ToList();
        return (owned, owned.Count == 0 && files.Count > 0 ? [Shadowed(group, OwnerOf(files[0])!)] : []);

        ReferenceScope? OwnerOf(TrackedFile file)
        {
            // As git writes it, for patterns; not as people read it
            var path = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.Latin1.GetBytes(file.RawPath));
            return entries.FindLast(entry => entry.Globs.Count == 0 || entry.Globs.Exists(glob => glob.Matches(path))).Entry;
        }
    }

    private static Diagnostic Shadowed(ReferenceGroup group, ReferenceScope owner) => new(
        ErrorCode.ReferenceScopeShadowed,
        $"Every file that {(group.Channel is { } channel ? $"the channel '{channel}'" : "the entry without a channel")} covers and that names an image belongs to a later entry, in line {owner.Place.Line}: the last entry that covers a file has it.",
        group.Scopes[0].Place,
        "write the more general entry first.")
    {
        Severity = Severity.Warning,
    };
}
