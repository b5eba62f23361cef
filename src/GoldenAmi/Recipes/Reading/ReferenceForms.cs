using System.Text.RegularExpressions;

namespace GoldenAmi.Recipes.Reading;

/// <summary>The forms of the texts in <c>references</c>.</summary>
internal static partial class ReferenceForms
{
    /// <summary>No user and password in an address: a recipe is no place for them.</summary>
    public static ValueForm Repository { get; } = new(
        "a repository", "self, owner/name (in Azure Repos project/name), or an address such as https://github.com/acme/platform", RepositoryPattern(), 1024);

    /// <summary>Part of the branch's name. <c>lock</c> is the group of <c>golden-ami.lock</c>.</summary>
    public static ValueForm Channel { get; } = new("a channel", "1 to 32 lower-case letters, digits and '-', beginning and ending with a letter or digit, and not 'lock'", ChannelPattern(), 32);

    /// <summary>https://git-scm.com/docs/git-check-ref-format, in ASCII.</summary>
    public static ValueForm Branch { get; } = new("the name of a branch", "letters, digits and . _ / -, as git takes them", BranchPattern(), 244);

    public static ValueForm Label { get; } = new("a label", "1 to 50 characters in one line", LinePattern(), 50);

    public static ValueForm User { get; } = new("a user or team", "a name of the forge: letters, digits and . _ -", UserPattern(), 100);

    public static ValueForm Title { get; } = new("a template of a title", "1 to 200 characters in one line", LinePattern(), 200);

    public static ValueForm Body { get; } = new("a template of a body", "1 to 3000 characters", TextPattern(), 3000);

    /// <summary>https://www.conventionalcommits.org/en/v1.0.0/.</summary>
    public static ValueForm CommitType { get; } = new("the type of a conventional commit", "a type and, in brackets, a scope, such as chore(deps)", CommitTypePattern(), 60);

    [GeneratedRegex(@"^(?:self|[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9._][A-Za-z0-9._ -]*|(?:https|ssh)://(?:[A-Za-z0-9._-]+@)?[^\s/@:?#]+(?::[0-9]+)?/[^\s?#]+|[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:[^\s]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex RepositoryPattern();

    [GeneratedRegex(@"^(?!lock\z)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ChannelPattern();

    [GeneratedRegex(@"^(?!.*(?:\.\.|//|/\.|\.lock(?:/|\z)))[A-Za-z0-9_][A-Za-z0-9._/-]*(?<![./])\z", RegexOptions.CultureInvariant)]
    private static partial Regex BranchPattern();

    [GeneratedRegex(@"^[^\x00-\x1F]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex LinePattern();

    [GeneratedRegex(@"^[^\x00-\x08\x0B\x0C\x0E-\x1F]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex TextPattern();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex UserPattern();

    [GeneratedRegex(@"^[a-z]+(?:\([a-z0-9][a-z0-9 ,./_-]*\))?!?\z", RegexOptions.CultureInvariant)]
    private static partial Regex CommitTypePattern();
}
