using System.Text.RegularExpressions;

namespace GoldenAmi.Components.Conditions;

/// <summary>Compares decimal numbers of any length exactly, digit by digit.</summary>
internal static partial class ExactNumber
{
    /// <summary>False when one of the texts is no number of the form <c>-12.50</c>.</summary>
    /// <param name="order">Below 0 when <paramref name="left"/> is the smaller one.</param>
    public static bool TryCompare(string left, string right, out int order)
    {
        order = 0;
        if (!Form().IsMatch(left) || !Form().IsMatch(right))
        {
            return false;
        }

        var (leftSign, leftWhole, leftFraction) = Split(left);
        var (rightSign, rightWhole, rightFraction) = Split(right);
        if (leftSign != rightSign)
        {
            order = leftSign.CompareTo(rightSign);
            return true;
        }

        var byLength = leftWhole.Length.CompareTo(rightWhole.Length);
        var byWhole = byLength != 0 ? byLength : string.CompareOrdinal(leftWhole, rightWhole);
        order = leftSign * (byWhole != 0 ? byWhole : string.CompareOrdinal(leftFraction, rightFraction));
        return true;
    }

    private static (int Sign, string Whole, string Fraction) Split(string text)
    {
        var digits = text.TrimStart('+', '-');
        var dot = digits.IndexOf('.', StringComparison.Ordinal);
        var whole = (dot < 0 ? digits : digits[..dot]).TrimStart('0');
        var fraction = dot < 0 ? "" : digits[(dot + 1)..].TrimEnd('0');
        var isZero = whole.Length == 0 && fraction.Length == 0;
        return (isZero ? 0 : text[0] == '-' ? -1 : 1, whole, fraction);
    }

    // The form that AWSTOE's documentation gives.
    [GeneratedRegex(@"^[-+]?([0-9]+[.])?[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
