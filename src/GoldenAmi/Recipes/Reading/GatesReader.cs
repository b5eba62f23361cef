using System.Globalization;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes.Reading;

/// <summary>Reads what holds an image back.</summary>
internal static class GatesReader
{
    private static readonly SortedDictionary<string, FindingSeverity> Severities = new(StringComparer.Ordinal)
    {
        ["critical"] = FindingSeverity.Critical,
        ["high"] = FindingSeverity.High,
        ["medium"] = FindingSeverity.Medium,
        ["low"] = FindingSeverity.Low,
    };

    public static GateRules Read(MapNode? map, ProblemList problems)
    {
        if (map is null || RecipeMaps.Gates.Open(map, problems).Map("vulnerabilities", required: true) is not { } vulnerabilities)
        {
            return new GateRules();
        }

        var keys = RecipeMaps.Vulnerabilities.Open(vulnerabilities, problems);
        var fail = keys.Text("fail", required: true);
        if (fail is not null && !Severities.ContainsKey(fail.Value))
        {
            problems.AddUnknownWord(ErrorCode.RecipeWord, fail, "a severity", ["critical", "high", "medium", "low"]);
        }

        return new GateRules
        {
            Vulnerabilities = new VulnerabilityRule(
                fail is not null && Severities.TryGetValue(fail.Value, out var severity) ? severity : FindingSeverity.High,
                keys.Boolean("fixableOnly", absent: false),
                ReadIgnored(keys.List("ignore", required: false), problems),
                vulnerabilities.Place),
        };
    }

    private static List<IgnoredFinding> ReadIgnored(ListNode? list, ProblemList problems)
    {
        var seen = new Dictionary<string, IgnoredFinding>(StringComparer.Ordinal);
        foreach (var item in list?.Items ?? [])
        {
            var (id, reason, until) = item switch
            {
                TextNode { IsNull: false } text => (text, null, null),
                MapNode map => ReadEntry(map, problems),
                _ => (null, null, null),
            };
            if (item is not (TextNode { IsNull: false } or MapNode))
            {
                problems.AddWrongKind(item, "an entry of ignore", "an id such as CVE-2026-12345, or a map with id, reason and until");
            }

            if (ValueForms.Vulnerability.Check(id, problems) is { } valid && !seen.TryAdd(valid.Value, new IgnoredFinding(valid.Value, reason, until, valid.Place)))
            {
                ValueForm.Repeated(valid, seen[valid.Value].Place, problems);
            }
        }

        return [.. seen.Values];
    }

    private static (TextNode? Id, string? Reason, DateOnly? Until) ReadEntry(MapNode map, ProblemList problems)
    {
        var keys = RecipeMaps.IgnoredFinding.Open(map, problems);
        var id = keys.Text("id", required: true);
        var reason = ValueForms.Reason.Check(keys.Text("reason", required: false), problems)?.Value;
        var until = keys.Text("until", required: false);
        if (until is null)
        {
            return (id, reason, null);
        }

        if (DateOnly.TryParseExact(until.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return (id, reason, day);
        }

        problems.Add(ErrorCode.RecipeForm, until.Place, $"'{ProblemList.Short(until.Value)}' is not a date; it must be year-month-day.", "write for example 2026-12-31.");
        return (id, reason, null);
    }
}
