using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.References;

/// <summary>What a bump looks at.</summary>
/// <param name="Files">The tracked files that are looked at, sorted by path.</param>
internal sealed record ReferenceFacts(BumpOrder Order, IReadOnlyList<TrackedFile> Files);

/// <summary>What a bump does to the files.</summary>
/// <param name="Edits">Sorted by path; nothing is done when there are <paramref name="Refusals"/>.</param>
/// <param name="Refusals">Errors: why nothing may be changed, in file order.</param>
/// <param name="Warnings">What the reader should know, in file order.</param>
internal sealed record ReferencePlan(IReadOnlyList<FileEdit> Edits, IReadOnlyList<Diagnostic> Refusals, IReadOnlyList<Diagnostic> Warnings)
{
    /// <summary>Ids that no lineage has, and those that the edits replace: what is known about them decides, so a deeper look is worth its calls. Sorted.</summary>
    public IReadOnlyList<AmiId> Unsettled { get; init; } = [];
}

/// <summary>A file and its new content.</summary>
/// <param name="Content">All bytes, as Latin-1 text.</param>
/// <param name="Ids">The ids that are different in it, in the file's order; none for an edit that is not about ids.</param>
public sealed record FileEdit(TrackedFile File, string Content, IReadOnlyList<MovedId> Ids)
{
    /// <summary>What else is different: names, versions, …, in the file's order.</summary>
    public IReadOnlyList<MovedValue> Values { get; init; } = [];

    /// <summary>The commit that the edit stands on has no such file.</summary>
    public bool IsNew { get; init; }
}
