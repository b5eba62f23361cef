using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.References;

/// <summary>A file that is changed.</summary>
/// <param name="Path">Relative to the repository's root, with forward slashes.</param>
/// <param name="Ids">In the file's order.</param>
public sealed record ChangedFile(string Path, IReadOnlyList<MovedId> Ids);

/// <summary>One place where an id is replaced.</summary>
public sealed record MovedId(SourcePlace Place, AmiId Old, AmiId New, Region Region, AccountId Account, string Architecture);
