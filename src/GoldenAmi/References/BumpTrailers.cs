using System.Text.RegularExpressions;

namespace GoldenAmi.References;

/// <summary>
/// The last lines of a commit message of ours, by which the next run knows its own commit again. The tree and the base are named in it, so that a commit which
/// somebody amended, rebased, or put another commit upon is not ours any more.
/// </summary>
internal static partial class BumpTrailers
{
    private const string SearchKey = "Golden-AMI-Search: ";
    private const string RecipeKey = "Golden-AMI-Recipe: ";
    private const string BaseKey = "Golden-AMI-Base: ";
    private const string TreeKey = "Golden-AMI-Tree: ";

    /// <summary>The whole message.</summary>
    /// <param name="search">Digest of what was searched for, when the same search of the same commit need not be made again; else null.</param>
    public static string Append(string text, string recipe, string @base, string tree, string? search = null) =>
        $"{text}\n{(search is null ? "" : $"{SearchKey}{search}\n")}{RecipeKey}{recipe}\n{BaseKey}{@base}\n{TreeKey}{tree}\n";

    /// <summary>True when the commit is as this program made it for the recipe.</summary>
    public static bool AreOf(CommitFacts commit, string recipe) =>
        commit.Parents is [var parent]
        && commit.Message.EndsWith($"\n{RecipeKey}{recipe}\n{BaseKey}{parent}\n{TreeKey}{commit.Tree}\n", StringComparison.Ordinal);

    /// <summary>True when the commit is as this program made it, for whatever recipe.</summary>
    public static bool AreOurs(CommitFacts commit) => RecipeLine().Match(commit.Message) is { Success: true } line && AreOf(commit, line.Groups["recipe"].Value);

    /// <summary>The digest of the search that led to the commit, or null.</summary>
    public static string? Search(CommitFacts commit) => SearchLine().Match(commit.Message) is { Success: true } line ? line.Groups["digest"].Value : null;

    [GeneratedRegex("^Golden-AMI-Recipe: (?<recipe>[a-z0-9-]+)\nGolden-AMI-Base: [0-9a-f]+\nGolden-AMI-Tree: [0-9a-f]+\n\\z", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex RecipeLine();

    [GeneratedRegex("^Golden-AMI-Search: (?<digest>sha256:[0-9a-f]{64})\nGolden-AMI-Recipe: ", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex SearchLine();
}
