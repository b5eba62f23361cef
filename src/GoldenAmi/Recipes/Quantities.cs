using System.Globalization;
using System.Text.RegularExpressions;
using GoldenAmi.Recipes.Reading;

namespace GoldenAmi.Recipes;

/// <summary>Numbers with a unit: ages and sizes.</summary>
internal static partial class Quantities
{
    private static readonly ValueForm AgeForm = new("an age", "a whole number and h (hours), d (days) or w (weeks), such as 30d, at most 3650d", AgePattern(), 8);
    private static readonly ValueForm SizeForm = new("a size", "a whole number and GiB or TiB, such as 8 GiB", SizePattern(), 16);

    /// <summary><c>12h</c>, <c>30d</c>, <c>4w</c>; null when absent or wrong, which is noted.</summary>
    public static TimeSpan? ReadAge(TextNode? text, ProblemList problems)
    {
        if (AgeForm.Check(text, problems) is not { } valid)
        {
            return null;
        }

        var number = int.Parse(valid.Value[..^1], CultureInfo.InvariantCulture);
        var age = valid.Value[^1] switch
        {
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(number),
            _ => TimeSpan.FromDays(7L * number),
        };
        if (age <= TimeSpan.FromDays(3650))
        {
            return age;
        }

        AgeForm.Refuse(valid, problems, "write a shorter age, or remove 'refresh' when the image never gets stale.");
        return null;
    }

    /// <summary><c>8 GiB</c> in GiB; null when absent or wrong, which is noted.</summary>
    public static int? ReadGib(TextNode? text, ProblemList problems)
    {
        if (text is null)
        {
            return null;
        }

        var match = SizePattern().Match(text.Value);
        if (!match.Success)
        {
            var other = OtherUnitPattern().Match(text.Value);
            SizeForm.Refuse(text, problems, other.Success ? $"did you mean '{other.Groups[1].Value} GiB'?" : "write a size such as 8 GiB.");
            return null;
        }

        var number = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return match.Groups[2].Value == "TiB" ? number * 1024 : number;
    }

    [GeneratedRegex(@"^[1-9][0-9]{0,4}[hdw]\z", RegexOptions.CultureInvariant)]
    private static partial Regex AgePattern();

    [GeneratedRegex(@"^([1-9][0-9]{0,5}) ?([GT]iB)\z", RegexOptions.CultureInvariant)]
    private static partial Regex SizePattern();

    [GeneratedRegex(@"^([1-9][0-9]{0,5}) ?(?:|g|gb|gib)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex OtherUnitPattern();
}
