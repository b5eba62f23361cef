using System.Text.RegularExpressions;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Recipes;

/// <summary>A component or an image of Image Builder that is in AWS already, as a recipe names it.</summary>
/// <param name="Owner"><c>amazon</c>, <c>self</c>, or the id of an account that shares it.</param>
/// <param name="Name">For example <c>update-linux</c>.</param>
/// <param name="Version">Three numbers, or <c>x</c> from some place on to the end for the newest.</param>
internal sealed partial record ResourceReference(string Owner, string Name, string Version)
{
    /// <summary>Reads <c>owner/name@version</c>, or an ARN of the home region.</summary>
    /// <param name="kind">The word in ARNs and messages: <c>component</c> or <c>image</c>.</param>
    /// <param name="example">For example <c>amazon/update-linux@x.x.x</c>.</param>
    /// <param name="home">Where it is to be, or null when that is not known.</param>
    public static ResourceReference? Read(TextNode text, string kind, string example, Region? home, ProblemList problems)
    {
        if (text.Value.StartsWith("arn:", StringComparison.Ordinal))
        {
            return ReadArn(text, kind, example, home, problems);
        }

        var match = ShortPattern().Match(text.Value);
        if (!match.Success)
        {
            var fix = NoVersionPattern().IsMatch(text.Value)
                ? $"add the version: '{text.Value}@x.x.x' takes the newest."
                : $"write owner/name@version, such as {example}{(kind == "component" ? "; for a file of the repository write 'path' instead" : "")}.";
            Refuse(text, $"'{ProblemList.Short(text.Value)}' does not name {Article(kind)} of AWS; it must be owner/name@version, such as {example}, or an ARN.", fix, problems);
            return null;
        }

        return Check(text, kind, match, problems);
    }

    private static ResourceReference? ReadArn(TextNode text, string kind, string example, Region? home, ProblemList problems)
    {
        var match = ArnPattern().Match(text.Value);
        if (!match.Success || match.Groups["kind"].Value != kind)
        {
            var found = match.Success ? $"is the ARN of {Article(match.Groups["kind"].Value)}" : $"is not the ARN of {Article(kind)} with its version";
            Refuse(text, $"'{ProblemList.Short(text.Value)}' {found}.", $"write arn:aws:imagebuilder:<region>:<account>:{kind}/<name>/<version>, or {example}.", problems);
            return null;
        }

        if (home is { } wanted && match.Groups["region"].Value is var region && region != wanted.Value)
        {
            Refuse(text, $"This {kind} is of {region}; the image is built in {wanted}, and Image Builder takes {kind}s of its own region only.", $"name one of {wanted}.", problems);
            return null;
        }

        return Check(text, kind, match, problems);
    }

    private static ResourceReference? Check(TextNode text, string kind, Match match, ProblemList problems)
    {
        var (owner, name, version) = (match.Groups["owner"].Value is "aws" ? "amazon" : match.Groups["owner"].Value, match.Groups["name"].Value, match.Groups["version"].Value);
        if (owner is "aws-marketplace" or "marketplace" or "third-party" or "thirdparty")
        {
            Refuse(
                text, $"'{ProblemList.Short(text.Value)}' is of the AWS Marketplace or of a third party, which Golden AMI does not support: each needs a subscription of the account.",
                kind == "component" ? "do the work in a document of the repository ('path')." : "name the product's AMI with 'ami', or with 'find' and its owner.", problems);
            return null;
        }

        if (owner is not ("amazon" or "self") && !AccountId.TryParse(owner, out _))
        {
            var fix = NearMiss.Find(owner, ["amazon", "self"]) is { } near ? $"did you mean '{near}/{name}@{version}'?" : "write amazon, self, or the 12 digits of an account.";
            Refuse(text, $"'{ProblemList.Short(owner)}' owns no {kind}s; allowed: amazon, self, an account id.", fix, problems);
            return null;
        }

        if (!VersionPattern().IsMatch(version))
        {
            Refuse(
                text, $"'{ProblemList.Short(version)}' is not a version of {Article(kind)}; it must be three whole numbers, or 'x' from some place on to the end.",
                FixOfVersion(name, owner, version), problems);
            return null;
        }

        return new ResourceReference(owner, name, version);
    }

    private static void Refuse(TextNode text, string message, string fix, ProblemList problems) => problems.Add(ErrorCode.RecipeUses, text.Place, message, fix);

    private static string Article(string kind) => kind[0] is 'i' ? $"an {kind}" : $"a {kind}";

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
    private static partial Regex ShortPattern();

    [GeneratedRegex(@"^(?:[0-9]{1,10}\.[0-9]{1,10}\.(?:[0-9]{1,10}|x)|[0-9]{1,10}\.x\.x|x\.x\.x)\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"^(?:[0-9]{1,10}|x)\z", RegexOptions.CultureInvariant)]
    private static partial Regex PartPattern();

    [GeneratedRegex(@"^[a-z0-9]{1,64}/[a-z0-9_-]{1,126}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NoVersionPattern();

    // The build number at the end says nothing that lasts: of a version the newest build counts.
    [GeneratedRegex(@"^arn:aws[a-z-]*:imagebuilder:(?<region>[a-z0-9-]+):(?<owner>[a-z0-9-]+):(?<kind>[a-z-]+)/(?:(?:build|test|distribution)/)?(?<name>[a-z0-9_-]{1,126})/(?<version>[0-9x]{1,10}(?:\.[0-9x]{1,10}){2})(?:/[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ArnPattern();
}
