using System.Text.RegularExpressions;

namespace GoldenAmi.Forges;

/// <summary>What a pull request proposes, in a form that survives in its body: <c>&lt;!-- golden-ami image=arn:… --&gt;</c>.</summary>
/// <param name="Kind"><c>image</c>, or another word for changes that are not moves to an image: <c>lock</c>.</param>
/// <param name="Value">The Image Builder image's ARN, or a digest of what is proposed.</param>
/// <param name="RolledBackFrom">When it is a rollback: the image that is taken back. It is not proposed again; a newer one is.</param>
public sealed partial record ProposalMark(string Kind, string Value, string? RolledBackFrom = null)
{
    /// <summary>The sign of a pull request that this program closed itself, because nothing was left to change.</summary>
    public const string Withdrawn = "<!-- golden-ami withdrawn -->";

    /// <summary>The sign of the comment that holds what the body had no room for.</summary>
    public const string More = "<!-- golden-ami more -->";

    private const string Image = "image";

    public static ProposalMark OfImage(string arn, string? rolledBackFrom = null) => new(Image, arn, rolledBackFrom);

    /// <summary>The mark of a pull request's body, or null when it has none.</summary>
    public static ProposalMark? Find(string body) =>
        Form().Match(body) is { Success: true } match
            ? new ProposalMark(match.Groups["kind"].Value, match.Groups["value"].Value, match.Groups["from"] is { Success: true } from ? from.Value : null)
            : null;

    /// <summary>True when this is worth proposing although the other was declined: a newer image, or other content.</summary>
    public bool Replaces(string declined) => Kind == Image ? Number(Value).CompareTo(Number(declined)) > 0 : Value != declined;

    /// <summary>True when the other is a newer image than this. Contents have no order: the last one counts.</summary>
    public bool IsOlderThan(ProposalMark other) => Kind == Image && Number(Value).CompareTo(Number(other.Value)) < 0;

    public override string ToString() => $"<!-- golden-ami {Kind}={Value}{(RolledBackFrom is null ? "" : $" rolled-back-from={RolledBackFrom}")} -->";

    // Versions and build numbers count up.
    private static Version Number(string arn) =>
        Builds.Images.ImageArn.TryParse(arn, out var image) && Version.TryParse($"{image.Version}.{image.Build}", out var number) ? number : new Version();

    [GeneratedRegex("<!-- golden-ami (?<kind>[a-z]+)=(?<value>[A-Za-z0-9:/._-]+)(?: rolled-back-from=(?<from>[A-Za-z0-9:/._-]+))? -->", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
