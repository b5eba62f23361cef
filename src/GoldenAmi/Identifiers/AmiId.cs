using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace GoldenAmi.Identifiers;

/// <summary>An AMI id, for example <c>ami-0abcdef1234567890</c>: eight or seventeen hexadecimal digits. Unique within one region.</summary>
public readonly partial record struct AmiId : IComparable<AmiId>
{
    private readonly string? _value;

    private AmiId(string value) => _value = value;

    /// <summary>The id as AWS writes it.</summary>
    public string Value => _value ?? throw new InvalidOperationException("An AMI id was never given.");

    public static bool TryParse([NotNullWhen(true)] string? text, out AmiId id)
    {
        if (text is not null && Form().IsMatch(text))
        {
            id = new AmiId(text);
            return true;
        }

        id = default;
        return false;
    }

    /// <exception cref="FormatException">The text is no AMI id.</exception>
    public static AmiId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not an AMI id.");

    public int CompareTo(AmiId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static bool operator <(AmiId left, AmiId right) => left.CompareTo(right) < 0;

    public static bool operator >(AmiId left, AmiId right) => left.CompareTo(right) > 0;

    public static bool operator <=(AmiId left, AmiId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(AmiId left, AmiId right) => left.CompareTo(right) >= 0;

    [GeneratedRegex("^ami-(?:[0-9a-f]{8}|[0-9a-f]{17})\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
