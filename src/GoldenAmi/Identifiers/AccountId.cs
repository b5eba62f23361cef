using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace GoldenAmi.Identifiers;

/// <summary>An AWS account id: twelve digits, for example <c>111122223333</c>.</summary>
public readonly partial record struct AccountId : IComparable<AccountId>
{
    private readonly string? _value;

    private AccountId(string value) => _value = value;

    /// <summary>The id as AWS writes it.</summary>
    public string Value => _value ?? throw new InvalidOperationException("An account id was never given.");

    public static bool TryParse([NotNullWhen(true)] string? text, out AccountId id)
    {
        if (text is not null && Form().IsMatch(text))
        {
            id = new AccountId(text);
            return true;
        }

        id = default;
        return false;
    }

    /// <exception cref="FormatException">The text is no account id.</exception>
    public static AccountId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not an AWS account id.");

    public int CompareTo(AccountId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static bool operator <(AccountId left, AccountId right) => left.CompareTo(right) < 0;

    public static bool operator >(AccountId left, AccountId right) => left.CompareTo(right) > 0;

    public static bool operator <=(AccountId left, AccountId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(AccountId left, AccountId right) => left.CompareTo(right) >= 0;

    [GeneratedRegex("^[0-9]{12}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
