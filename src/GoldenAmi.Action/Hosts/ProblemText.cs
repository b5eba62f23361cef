using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Hosts;

/// <summary>A problem as it is printed. A message of several lines (it quotes the end of a step's log) keeps them.</summary>
internal static class ProblemText
{
    public static string Of(Diagnostic diagnostic) =>
        string.Join('\n', diagnostic.ToString().ReplaceLineEndings("\n").Split('\n').Select(UntrustedText.OneLine));
}
