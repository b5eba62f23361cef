using GoldenAmi.Recipes;

namespace GoldenAmi.Gates;

/// <summary>Judges findings by a recipe's rule. Pure.</summary>
internal static class GatePlanner
{
    /// <param name="today">In UTC.</param>
    public static GateVerdict Judge(VulnerabilityRule rule, IEnumerable<Finding> findings, DateOnly today)
    {
        var valid = rule.Ignore.Where(entry => entry.IsValidOn(today)).ToDictionary(entry => entry.Id, StringComparer.Ordinal);
        var (failing, ignored, passing) = (new List<Finding>(), new List<IgnoredByRecipe>(), new List<Finding>());
        foreach (var finding in findings.DistinctBy(each => (each.Vulnerability, each.Package)))
        {
            if (finding.Severity < rule.Fail || (rule.FixableOnly && !finding.HasFix))
            {
                passing.Add(finding);
            }
            else if (valid.TryGetValue(finding.Vulnerability, out var entry))
            {
                ignored.Add(new IgnoredByRecipe(finding, entry));
            }
            else
            {
                failing.Add(finding);
            }
        }

        return new GateVerdict(rule, Sorted(failing, each => each), Sorted(ignored, each => each.Finding), Sorted(passing, each => each))
        {
            Expired = [.. rule.Ignore.Where(entry => !valid.ContainsKey(entry.Id)).OrderBy(entry => entry.Place)],
        };
    }

    private static IReadOnlyList<T> Sorted<T>(IEnumerable<T> items, Func<T, Finding> finding) =>
        [.. items.OrderByDescending(each => finding(each).Severity).ThenBy(each => finding(each).Vulnerability, StringComparer.Ordinal).ThenBy(each => finding(each).Package, StringComparer.Ordinal)];
}
