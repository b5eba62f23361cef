using System.Text.RegularExpressions;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes;

/// <summary>
/// The pattern of the AMIs' names. EC2 takes 3 to 128 characters (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateImage.html), Image Builder's
/// AmiNameString 1 to 127 of <c>[-_A-Za-z0-9 .]</c> beside its placeholders; what both take is allowed here.
/// </summary>
internal static partial class ImageName
{
    private const int MaxLength = 127;

    /// <summary>How long the longest value is that a placeholder becomes: Image Builder's own name for the first two, three numbers for the version.</summary>
    private static readonly Dictionary<string, int> Placeholders = new(StringComparer.Ordinal)
    {
        ["date"] = "{{ imagebuilder:buildDate }}".Length,
        ["build"] = "{{ imagebuilder:buildVersion }}".Length,
        ["version"] = "1.4.1234567".Length,
    };

    public static Placed<string>? Read(TextNode? text, ProblemList problems)
    {
        if (text is null)
        {
            return null;
        }

        var found = PlaceholderPattern().Matches(text.Value).Select(match => match.Groups[1].Value).ToList();
        if (found.Find(name => !Placeholders.ContainsKey(name)) is { } unknown)
        {
            var fix = NearMiss.Find(unknown, Placeholders.Keys) is { } near ? $"did you mean '{{{{ {near} }}}}'?" : "use one of the allowed ones.";
            Refuse(text, $"'{ProblemList.Short(unknown)}' in double braces is nothing that an AMI's name can hold; allowed: {{{{ date }}}}, {{{{ build }}}}, {{{{ version }}}}.", fix, problems);
            return null;
        }

        var rest = PlaceholderPattern().Replace(text.Value, "");
        var length = rest.Length + found.Sum(name => Placeholders[name]);
        if (!LetterPattern().IsMatch(rest) || length is < 3 or > MaxLength || text.Value != text.Value.Trim())
        {
            Refuse(
                text,
                $"'{ProblemList.Short(text.Value)}' is not a name for AMIs; it must be 3 to {MaxLength} letters, digits, spaces, '.', '-' and '_', beside {{{{ date }}}}, {{{{ build }}}} and {{{{ version }}}}.",
                "write for example \"web {{ version }} {{ date }}\".",
                problems);
            return null;
        }

        if (!found.Contains("date") && !found.Contains("build"))
        {
            Refuse(
                text,
                $"The name '{ProblemList.Short(text.Value)}' would be the same for every build of a version; an AMI's name is unique in its region and account.",
                "add {{ date }} or {{ build }}.",
                problems);
            return null;
        }

        return new(text.Value, text.Place);
    }

    private static void Refuse(TextNode text, string message, string fix, ProblemList problems) =>
        problems.Add(ErrorCode.RecipeImageName, text.Place, message, fix);

    [GeneratedRegex(@"\{\{\s*([^{}]*?)\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex PlaceholderPattern();

    [GeneratedRegex(@"^[-_A-Za-z0-9 .]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex LetterPattern();
}
