using System.Globalization;
using System.Text.RegularExpressions;

namespace GoldenAmi.LocalCloud.ImageBuilder;

/// <summary>ARNs of Image Builder.</summary>
internal static partial class Arns
{
    /// <summary>The part after <c>arn:</c> that regions of China and the government have of their own.</summary>
    public static string Partition(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn" : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov" : "aws";

    /// <summary>For example <c>arn:aws:imagebuilder:eu-west-1:000000000000:image-recipe/web/1.4.0</c>.</summary>
    public static string Make(string region, string account, string kind, string name, string? version = null, int? build = null)
    {
        var arn = $"arn:{Partition(region)}:imagebuilder:{region}:{account}:{kind}/{Slug(name)}";
        arn = version is null ? arn : $"{arn}/{version}";
        return build is null ? arn : string.Create(CultureInfo.InvariantCulture, $"{arn}/{build}");
    }

    /// <summary>A resource's name as ARNs carry it: lower case, blanks become dashes.</summary>
    public static string Slug(string name) => name.ToLowerInvariant().Replace(' ', '-');

    /// <summary>Reads an ARN that passed the model's pattern; null for one of another form.</summary>
    public static ParsedArn? Parse(string arn)
    {
        var match = Form().Match(arn);
        return match.Success
            ? new ParsedArn(
                match.Groups["region"].Value, match.Groups["account"].Value, match.Groups["kind"].Value, match.Groups["name"].Value,
                match.Groups["version"] is { Success: true } version ? version.Value : null,
                match.Groups["build"] is { Success: true } build ? int.Parse(build.Value, CultureInfo.InvariantCulture) : null)
            : null;
    }

    [GeneratedRegex(@"\Aarn:aws[^:]*:imagebuilder:(?<region>[^:]+):(?<account>[^:]+):(?<kind>workflow/(?:build|test|distribution)|[a-z-]+)/(?<name>[^/]+)(?:/(?<version>[0-9x]+\.[0-9x]+\.[0-9x]+)(?:/(?<build>[0-9]{1,9}))?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

/// <param name="Account">Twelve digits, or <c>aws</c> for what Amazon manages.</param>
/// <param name="Name">Lower case.</param>
/// <param name="Version"><c>1.4.0</c> or with wildcards <c>1.4.x</c>; null for none.</param>
internal sealed record ParsedArn(string Region, string Account, string Kind, string Name, string? Version, int? Build);
