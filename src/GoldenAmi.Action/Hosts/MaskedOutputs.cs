using System.Text.RegularExpressions;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Hosts;

/// <summary>
/// GitHub hands no output on to another job that holds a masked text: the whole output is empty there, with a warning that nobody reads. Account ids are the usual case:
/// they stand in <c>images</c> and <c>image-arn</c>, and people keep them as secrets. The runner's masks cannot be read, so what is known is looked at: our own masks,
/// and account ids in variables, which come from secrets more often than not.
/// </summary>
internal static partial class MaskedOutputs
{
    /// <summary>GA0617, one warning for each text found, or none.</summary>
    public static IEnumerable<Diagnostic> Find(ProgramContext context, IReadOnlyList<(string Name, string Value)> outputs, IReadOnlyList<string> masks)
    {
        var suspects = masks.Select(mask => (Text: mask, Said: "a text that this run masks"))
            .Concat(context.Environment.Where(variable => AccountId().IsMatch(variable.Value)).OrderBy(variable => variable.Key, StringComparer.Ordinal)
                .Select(variable => (Text: variable.Value, Said: $"the account id that the variable {variable.Key} holds too")));
        foreach (var suspect in suspects.DistinctBy(suspect => suspect.Text))
        {
            var holding = outputs.Where(output => output.Value.Contains(suspect.Text, StringComparison.Ordinal)).Select(output => output.Name).ToList();
            if (holding.Count > 0)
            {
                yield return new Diagnostic(ErrorCode.OutputHoldsSecret,
                    $"The outputs {string.Join(", ", holding)} hold {suspect.Said}. If it is a secret of the workflow, GitHub makes these outputs empty for other jobs.", null,
                    "keep the account id as a variable (vars), not as a secret; account ids are not secret.")
                { Severity = Severity.Warning };
            }
        }
    }

    [GeneratedRegex("^[0-9]{12}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex AccountId();
}
