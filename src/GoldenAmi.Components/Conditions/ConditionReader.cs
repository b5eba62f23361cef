using GoldenAmi.Components.Language;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Components.Conditions;

/// <summary>Reads a condition; before references are resolved this checks its form, afterwards it gives what is evaluated.</summary>
internal static class ConditionReader
{
    /// <summary>AWSTOE allows four levels of logical operators.</summary>
    private const int MaxLevels = 4;

    private static readonly string[] Logical = ["and", "or", "not"];
    private static readonly string[] Seconds = ["value", "path"];
    private static readonly string[] Operators = [.. Comparer.All.Select(comparer => comparer.Name), .. Logical];

    /// <summary>The condition, or null when its form is wrong, which is noted.</summary>
    public static Condition? Read(Node node, ProblemList problems) => ReadLevel(node, level: 1, problems);

    private static Condition? ReadLevel(Node node, int level, ProblemList problems)
    {
        if (node is not MapNode map)
        {
            problems.AddWrongKind(node, "a condition", "a map with one operator");
            return null;
        }

        if (level > MaxLevels)
        {
            problems.Add(ErrorCode.ComponentCondition, map.Place, "The condition is nested more than 4 levels deep.", "use several Assert steps.");
            return null;
        }

        foreach (var key in map.Entries.Select(entry => entry.Key).Where(key => !Operators.Contains(key.Value) && !Seconds.Contains(key.Value)))
        {
            problems.AddUnknownWord(ErrorCode.ComponentCondition, key, "an operator of a condition", Operators);
        }

        var operators = map.Entries.Where(entry => Operators.Contains(entry.Key.Value)).ToList();
        if (operators is [var only])
        {
            return Logical.Contains(only.Key.Value) ? ReadLogical(only, level, problems) : ReadComparison(only, map, problems);
        }

        if (operators.Count > 1 || map.Entries.All(entry => Seconds.Contains(entry.Key.Value)))
        {
            problems.Add(
                ErrorCode.ComponentCondition,
                map.Place,
                operators.Count == 0 ? "The condition has no operator." : $"The condition has several operators: {string.Join(", ", operators.Select(entry => entry.Key.Value))}.",
                "give each condition one operator, and join several with and / or.");
        }

        return null;
    }

    private static Condition? ReadLogical(MapEntry entry, int level, ProblemList problems)
    {
        // 'not' is documented both with a map and with a list of one.
        var parts = entry.Value switch
        {
            ListNode list => list.Items,
            MapNode when entry.Key.Value == "not" => [entry.Value],
            _ => [],
        };
        if (parts.Count == 0 || (entry.Key.Value == "not" && parts.Count != 1))
        {
            problems.Add(
                ErrorCode.ComponentCondition,
                entry.Key.Place,
                entry.Key.Value == "not" ? "'not' must hold exactly one condition." : $"'{entry.Key.Value}' must hold a list of conditions.",
                "write the conditions below it.");
            return null;
        }

        var read = parts.Select(part => ReadLevel(part, level + 1, problems)).OfType<Condition>().ToList();
        return read.Count != parts.Count ? null : entry.Key.Value switch
        {
            "not" => new Condition.Not(read[0]),
            "and" => new Condition.And(read),
            _ => new Condition.Or(read),
        };
    }

    private static Condition.Comparison? ReadComparison(MapEntry entry, MapNode map, ProblemList problems)
    {
        var comparer = Comparer.All.First(candidate => candidate.Name == entry.Key.Value);
        foreach (var extra in map.Entries.Where(other => Seconds.Contains(other.Key.Value) && other.Key.Value != comparer.SecondKey))
        {
            problems.Add(
                ErrorCode.ComponentCondition,
                extra.Key.Place,
                $"'{comparer.Name}' takes no '{extra.Key.Value}'.",
                comparer.SecondKey is { } second ? $"write '{second}'." : "remove it.");
        }

        var baseline = Operand(entry.Value, comparer.Name, problems);
        string? tested = "";
        if (comparer.SecondKey is { } key)
        {
            if (map.Find(key) is not { } node)
            {
                problems.Add(ErrorCode.ComponentCondition, entry.Key.Place, $"'{comparer.Name}' needs '{key}' beside it.", $"add '{key}'.");
                return null;
            }

            tested = Operand(node, key, problems);
        }

        return baseline is null || tested is null || !IsPatternReadable(comparer, baseline, entry.Value, problems)
            ? null
            : new Condition.Comparison(comparer, baseline, tested);
    }

    private static string? Operand(Node node, string what, ProblemList problems)
    {
        if (node is TextNode text)
        {
            return text.Value;
        }

        problems.AddWrongKind(node, $"'{what}' of a condition", "a text or a number");
        return null;
    }

    private static bool IsPatternReadable(Comparer comparer, string pattern, Node node, ProblemList problems)
    {
        if (comparer.Name != "patternMatches" || Reference.Scan(pattern).Count > 0)
        {
            return true;
        }

        try
        {
            _ = Comparer.Pattern(pattern);
            return true;
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            problems.Add(
                ErrorCode.ComponentCondition,
                node.Place,
                $"'{ProblemList.Short(pattern)}' is not a pattern of RE2, the form that AWSTOE takes.",
                "mend the pattern; look-around and back-references are not in RE2.");
            return false;
        }
    }
}
