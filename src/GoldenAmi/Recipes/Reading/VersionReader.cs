using System.Globalization;
using System.Text.RegularExpressions;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes.Reading;

/// <summary>Reads the two numbers of a recipe's version.</summary>
internal static partial class VersionReader
{
    public static Placed<RecipeVersion>? Read(TextNode? text, ProblemList problems)
    {
        if (text is null)
        {
            return null;
        }

        var match = VersionPattern().Match(text.Value);
        if (!match.Success)
        {
            var longer = LongVersionPattern().Match(text.Value);
            problems.Add(
                ErrorCode.RecipeVersionForm,
                text.Place,
                $"'{ProblemList.Short(text.Value)}' is not a version of a recipe; it must be \"major.minor\", two whole numbers below 1073741824.",
                longer.Success ? $"write \"{longer.Groups[1].Value}\"; the third number is assigned for each new content." : "write for example \"1.0\".");
            return null;
        }

        if (text.IsPlain)
        {
            problems.Add(
                ErrorCode.RecipeVersionForm, text.Place, $"The version {text.Value} is not quoted; as a number 1.10 would be the same as 1.1.", $"write version: \"{text.Value}\".");
            return null;
        }

        // Image Builder's bound for each number is 2^30 - 1.
        var (major, minor) = (Part(match, 1), Part(match, 2));
        if (major < 1 << 30 && minor < 1 << 30)
        {
            return new(new RecipeVersion(major, minor), text.Place);
        }

        problems.Add(ErrorCode.RecipeVersionForm, text.Place, $"'{text.Value}' is not a version of a recipe; each number must be below 1073741824.", "write smaller numbers.");
        return null;
    }

    private static int Part(Match match, int group) => int.TryParse(match.Groups[group].Value, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

    [GeneratedRegex(@"^(0|[1-9][0-9]{0,9})\.(0|[1-9][0-9]{0,9})\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"^v?([0-9]{1,9}\.[0-9]{1,9})(?:\.[0-9x]{1,9})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex LongVersionPattern();
}
