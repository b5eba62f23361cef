using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.References;

/// <summary>A file that is changed.</summary>
/// <param name="Path">Relative to the repository's root, with forward slashes.</param>
/// <param name="Ids">In the file's order; none when only other values are different.</param>
public sealed record ChangedFile(string Path, IReadOnlyList<MovedId> Ids)
{
    /// <summary>What else is different in it, in the file's order.</summary>
    public IReadOnlyList<MovedValue> Values { get; init; } = [];

    /// <summary>How many places are different.</summary>
    public int Places => Ids.Count + Values.Count;
}

/// <summary>One place where an id is replaced.</summary>
public sealed record MovedId(SourcePlace Place, AmiId Old, AmiId New, Region Region, AccountId Account, string Architecture);

/// <summary>One place where something that is no id is replaced, because a marker says so.</summary>
/// <param name="What">The marker's word: <c>name</c>, <c>version</c>, <c>image-arn</c>, <c>digest</c> or <c>ssm</c>.</param>
/// <param name="Region">The marker's.</param>
public sealed record MovedValue(SourcePlace Place, string What, string Old, string New, Region Region);
