using System.Text.RegularExpressions;

namespace GoldenAmi.Forges;

/// <summary>Which image a pull request proposes, in a form that survives in its body: <c>&lt;!-- golden-ami image=arn:… --&gt;</c>.</summary>
/// <param name="ImageArn">The Image Builder image.</param>
/// <param name="RolledBackFrom">When it is a rollback: the image that is taken back. It is not proposed again; a newer one is.</param>
public sealed partial record ImageMark(string ImageArn, string? RolledBackFrom = null)
{
    /// <summary>The sign of a pull request that this program closed itself, because nothing was left to change.</summary>
    public const string Withdrawn = "<!-- golden-ami withdrawn -->";

    /// <summary>The sign of the comment that holds what the body had no room for.</summary>
    public const string More = "<!-- golden-ami more -->";

    /// <summary>The mark of a pull request's body, or null when it has none.</summary>
    public static ImageMark? Find(string body) =>
        Form().Match(body) is { Success: true } match
            ? new ImageMark(match.Groups["image"].Value, match.Groups["from"] is { Success: true } from ? from.Value : null)
            : null;

    /// <summary>True when this image is newer than the other. Versions and build numbers count up.</summary>
    public bool IsNewerThan(string otherArn) => Number(ImageArn).CompareTo(Number(otherArn)) > 0;

    public override string ToString() => $"<!-- golden-ami image={ImageArn}{(RolledBackFrom is null ? "" : $" rolled-back-from={RolledBackFrom}")} -->";

    private static Version Number(string arn) =>
        Builds.ImageArn.TryParse(arn, out var image) && Version.TryParse($"{image.Version}.{image.Build}", out var number) ? number : new Version();

    [GeneratedRegex("<!-- golden-ami image=(?<image>[A-Za-z0-9:/._-]+)(?: rolled-back-from=(?<from>[A-Za-z0-9:/._-]+))? -->", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
