namespace GoldenAmi.References;

/// <summary>
/// The last lines of a bump's commit message, by which the next run knows its own commit again. The tree and the base are named in it, so that a commit which
/// somebody amended, rebased, or put another commit upon is not ours any more.
/// </summary>
internal static class BumpTrailers
{
    private const string RecipeKey = "Golden-AMI-Recipe: ";
    private const string BaseKey = "Golden-AMI-Base: ";
    private const string TreeKey = "Golden-AMI-Tree: ";

    /// <summary>The whole message.</summary>
    public static string Append(string text, string recipe, string @base, string tree) =>
        $"{text}\n{RecipeKey}{recipe}\n{BaseKey}{@base}\n{TreeKey}{tree}\n";

    /// <summary>True when the commit is as this program made it for the recipe.</summary>
    public static bool AreOf(CommitFacts commit, string recipe) =>
        commit.Parents is [var parent]
        && commit.Message.EndsWith($"\n{RecipeKey}{recipe}\n{BaseKey}{parent}\n{TreeKey}{commit.Tree}\n", StringComparison.Ordinal);
}
