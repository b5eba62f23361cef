using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes;

/// <summary>A value of a recipe and where it stands, so that any later stage can point at it.</summary>
/// <param name="Value">The value, already valid.</param>
/// <param name="Place">File, line and column of the value's first character.</param>
public sealed record Placed<T>(T Value, SourcePlace Place)
{
    /// <summary>The value's own text.</summary>
    public override string ToString() => $"{Value}";
}
