namespace GoldenAmi.Diagnostics;

/// <summary>Where in a user's file something stands.</summary>
/// <param name="File">Path relative to the repository's root, with forward slashes, for example <c>images/web/golden-ami.yaml</c>.</param>
/// <param name="Line">First line is 1.</param>
/// <param name="Column">First column is 1.</param>
public sealed record SourcePlace(string File, int Line, int Column) : IComparable<SourcePlace>
{
    /// <summary>The form that compilers use and CI systems link: <c>golden-ami.yaml(12,5)</c>.</summary>
    public override string ToString() => $"{File}({Line},{Column})";

    /// <inheritdoc/>
    public int CompareTo(SourcePlace? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byFile = string.CompareOrdinal(File, other.File);
        return byFile != 0 ? byFile : (Line, Column).CompareTo((other.Line, other.Column));
    }

    public static bool operator <(SourcePlace left, SourcePlace right) => left.CompareTo(right) < 0;

    public static bool operator >(SourcePlace left, SourcePlace right) => left.CompareTo(right) > 0;

    public static bool operator <=(SourcePlace left, SourcePlace right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SourcePlace left, SourcePlace right) => left.CompareTo(right) >= 0;
}
