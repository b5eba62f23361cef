using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace GoldenAmi.Identifiers;

/// <summary>The name of an AWS region, for example <c>eu-west-1</c>. Its form is checked here; whether AWS has it is the recipe validator's question.</summary>
public readonly partial record struct Region : IComparable<Region>
{
    private readonly string? _value;

    private Region(string value) => _value = value;

    /// <summary>The name as AWS writes it.</summary>
    public string Value => _value ?? throw new InvalidOperationException("A region was never given.");

    public static bool TryParse([NotNullWhen(true)] string? text, out Region region)
    {
        if (text is not null && Form().IsMatch(text))
        {
            region = new Region(text);
            return true;
        }

        region = default;
        return false;
    }

    /// <exception cref="FormatException">The text has not the form of a region's name.</exception>
    public static Region Parse(string text) => TryParse(text, out var region) ? region : throw new FormatException($"'{text}' is not the name of an AWS region.");

    public int CompareTo(Region other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static bool operator <(Region left, Region right) => left.CompareTo(right) < 0;

    public static bool operator >(Region left, Region right) => left.CompareTo(right) > 0;

    public static bool operator <=(Region left, Region right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Region left, Region right) => left.CompareTo(right) >= 0;

    [GeneratedRegex("^[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
