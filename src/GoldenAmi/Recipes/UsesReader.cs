using System.Text.RegularExpressions;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes;

/// <summary>Reads <c>uses: owner/name@version</c>, a component that is in AWS already.</summary>
internal static partial class UsesReader
{
    private const string Form = "owner/name@version, such as amazon/update-linux@x.x.x";

    /// <summary>Image Builder's quota "Parameter value length", in characters.</summary>
    private static readonly ValueForm Value = new("the value of a parameter", "1 to 1024 characters", AnyPattern(), 1024);

    public static ComponentUse.Existing? Read(TextNode text, IReadOnlyList<ComponentParameter> values, ProblemList problems)
    {
        foreach (var value in values)
        {
            _ = Value.Check(new TextNode(value.Value, IsPlain: false, value.Place), problems);
        }

        var match = UsesPattern().Match(text.Value);
        if (!match.Success)
        {
            Refuse(text, $"'{ProblemList.Short(text.Value)}' does not name a component of AWS; it must be {Form}.", FixOf(text.Value), problems);
            return null;
        }

        var (owner, name, version) = (match.Groups["owner"].Value, match.Groups["name"].Value, match.Groups["version"].Value);
        if (owner is not ("amazon" or "self") && !AccountPattern().IsMatch(owner))
        {
            var fix = NearMiss.Find(owner, ["amazon", "self"]) is { } near ? $"did you mean '{near}/{name}@{version}'?" : "write amazon, self, or the 12 digits of an account.";
            Refuse(text, $"'{ProblemList.Short(owner)}' owns no components; allowed: amazon, self, an account id.", fix, problems);
            return null;
        }

        if (!VersionPattern().IsMatch(version))
        {
            Refuse(
                text,
                $"'{ProblemList.Short(version)}' is not a version of a component; it must be three whole numbers, or 'x' from some place on to the end.",
                FixOfVersion(name, owner, version),
                problems);
            return null;
        }

        return new ComponentUse.Existing(owner, name, version, text.Place, values);
    }

    private static void Refuse(TextNode text, string message, string fix, ProblemList problems) => problems.Add(ErrorCode.RecipeUses, text.Place, message, fix);

    private static string FixOf(string text)
    {
        var arn = ArnPattern().Match(text);
        if (arn.Success)
        {
            var owner = arn.Groups["owner"].Value == "aws" ? "amazon" : arn.Groups["owner"].Value;
            return $"write '{owner}/{arn.Groups["name"].Value}@{arn.Groups["version"].Value}'.";
        }

        return NoVersionPattern().IsMatch(text) ? $"add the version: '{text}@x.x.x' takes the newest." : $"write {Form}; for a file of the repository write 'path' instead.";
    }

    // Image Builder: everything to the right of the first x must be x too.
    private static string FixOfVersion(string name, string owner, string version)
    {
        var parts = version.Split('.');
        if (parts.Length != 3 || !Array.TrueForAll(parts, part => PartPattern().IsMatch(part)))
        {
            return "write for example x.x.x, 1.x.x or 1.0.4.";
        }

        var first = Array.IndexOf(parts, "x");
        var mended = parts.Select((part, index) => index > first ? "x" : part);
        return $"did you mean '{owner}/{name}@{string.Join('.', mended)}'?";
    }

    [GeneratedRegex(@"^(?<owner>[^/@]{1,64})/(?<name>[a-z0-9_-]{1,126})@(?<version>[^/@]{1,64})\z", RegexOptions.CultureInvariant)]
    private static partial Regex UsesPattern();

    [GeneratedRegex(@"^[0-9]{12}\z", RegexOptions.CultureInvariant)]
    private static partial Regex AccountPattern();

    [GeneratedRegex(@"^(?:[0-9]{1,10}\.[0-9]{1,10}\.(?:[0-9]{1,10}|x)|[0-9]{1,10}\.x\.x|x\.x\.x)\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"^(?:[0-9]{1,10}|x)\z", RegexOptions.CultureInvariant)]
    private static partial Regex PartPattern();

    [GeneratedRegex(@"^[a-z0-9]{1,64}/[a-z0-9_-]{1,126}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NoVersionPattern();

    [GeneratedRegex(@"^arn:aws[a-z-]*:imagebuilder:[^:]*:(?<owner>aws|[0-9]{12}):component/(?<name>[a-z0-9_-]{1,126})/(?<version>[0-9x]{1,10}(?:\.[0-9x]{1,10}){2})", RegexOptions.CultureInvariant)]
    private static partial Regex ArnPattern();

    [GeneratedRegex(@"^[\s\S]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex AnyPattern();
}
