using System.Globalization;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Components.Workflows;

/// <summary>Reads the condition of a step (https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-conditional.html).</summary>
internal sealed class WorkflowConditionReader(WorkflowReferences references, ProblemList problems)
{
    private const int MostLevels = 4;
    private const int MostParts = 10;
    private static readonly string[] Groups = ["and", "or", "not"];
    private static readonly string[] Comparisons =
        ["booleanEquals", "stringEquals", "numberEquals", "numberGreaterThan", "numberGreaterThanEquals", "numberLessThan", "numberLessThanEquals"];

    public WorkflowCondition? Read(MapNode map, int level)
    {
        if (level > MostLevels)
        {
            return Refuse(map.Place, $"Conditions are nested more than {MostLevels} levels deep.", "write a flatter condition.");
        }

        var operators = map.Entries.Where(entry => entry.Key.Value != "value").ToList();
        if (operators is not [var (key, content)])
        {
            return Refuse(map.Place, "A condition has exactly one operator.", $"write one of {string.Join(", ", Groups.Concat(Comparisons))}.");
        }

        if (Groups.Contains(key.Value))
        {
            return ReadGroup(key, content, level);
        }

        if (!Comparisons.Contains(key.Value))
        {
            problems.AddUnknownWord(ErrorCode.WorkflowStep, key, "an operator of conditions", [.. Groups, .. Comparisons]);
            return null;
        }

        var keys = new MapReader(map, "a condition", problems);
        return content is TextNode expected && keys.Text("value", required: true) is { } value ? ReadComparison(key, expected, value) : null;
    }

    private WorkflowCondition.Comparison ReadComparison(TextNode key, TextNode expected, TextNode value)
    {
        if (value.Value.StartsWith('$'))
        {
            references.CheckPath(value);
        }

        var isNumber = key.Value.StartsWith("number", StringComparison.Ordinal);
        if (isNumber && !double.TryParse(expected.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            _ = Refuse(expected.Place, $"'{ProblemList.Short(expected.Value)}' is not a number.", "write a number.");
        }
        else if (key.Value == "booleanEquals" && expected.Value is not ("true" or "false"))
        {
            _ = Refuse(expected.Place, $"'{ProblemList.Short(expected.Value)}' is neither true nor false.", "write true or false.");
        }

        return new WorkflowCondition.Comparison(key.Value, expected.Value, value.Value);
    }

    private WorkflowCondition? ReadGroup(TextNode key, Node content, int level)
    {
        if (key.Value == "not")
        {
            if (content is MapNode inner)
            {
                return Read(inner, level + 1) is { } read ? new WorkflowCondition.Not(read) : null;
            }

            problems.AddWrongKind(content, "'not'", "a condition");
            return null;
        }

        if (content is not ListNode list || list.Items.Count is 0 or > MostParts)
        {
            return Refuse(content.Place, $"'{key.Value}' needs a list of 1 to {MostParts} conditions.", "write a list of conditions.");
        }

        var parts = list.Items.OfType<MapNode>().Select(part => Read(part, level + 1)).OfType<WorkflowCondition>().ToList();
        foreach (var other in list.Items.Where(item => item is not MapNode))
        {
            problems.AddWrongKind(other, "a condition", "a map with one operator");
        }

        return key.Value == "and" ? new WorkflowCondition.And(parts) : new WorkflowCondition.Or(parts);
    }

    private WorkflowCondition? Refuse(SourcePlace place, string message, string fix)
    {
        problems.Add(ErrorCode.WorkflowStep, place, message, fix);
        return null;
    }
}
