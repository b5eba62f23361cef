using System.Globalization;

namespace GoldenAmi.Builds;

/// <summary>A version of three numbers, as components, recipes and images have it: <c>1.0.12</c>.</summary>
internal readonly record struct ComponentVersion(int Major, int Minor, int Patch) : IComparable<ComponentVersion>
{
    public static ComponentVersion? Find(string? text)
    {
        var parts = (text ?? "").Split('.');
        return parts.Length == 3 && Number(parts[0]) is { } major && Number(parts[1]) is { } minor && Number(parts[2]) is { } patch
            ? new ComponentVersion(major, minor, patch)
            : null;
    }

    /// <summary>Whether a pattern such as <c>1.x.x</c> means this version. Everything right of the first <c>x</c> is <c>x</c> too (Image Builder's rule).</summary>
    public bool Matches(string pattern)
    {
        var parts = pattern.Split('.');
        return parts.Length == 3 && Matches(parts[0], Major) && Matches(parts[1], Minor) && Matches(parts[2], Patch);
    }

    public int CompareTo(ComponentVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    public static bool operator <(ComponentVersion left, ComponentVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(ComponentVersion left, ComponentVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(ComponentVersion left, ComponentVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ComponentVersion left, ComponentVersion right) => left.CompareTo(right) >= 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    private static bool Matches(string part, int number) => part == "x" || Number(part) == number;

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
