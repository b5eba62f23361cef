using System.Globalization;
using GoldenAmi.Components.Actions;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Components.Language;

/// <summary>Reads <c>inputs</c> in the form that the step's action has.</summary>
internal sealed class InputsReader(StepAction action, ProblemList problems)
{
    private readonly string _what = $"the inputs of {action.Name}";

    /// <summary>The inputs as a list of maps, at least one; empty when they are wrong, which is noted.</summary>
    public IReadOnlyList<MapNode> Read(MapNode step)
    {
        var node = step.Find("inputs");
        if (node is null or TextNode { IsNull: true })
        {
            return ReadAbsent(step);
        }

        var maps = (node, action.Shape) switch
        {
            (MapNode map, _) => [map],
            (ListNode { Items.Count: > 0 } list, InputsShape.ListOfMaps) => ReadList(list),
            _ => Wrong(node),
        };
        foreach (var map in maps)
        {
            CheckMap(map);
        }

        return maps;
    }

    private IReadOnlyList<MapNode> ReadAbsent(MapNode step)
    {
        if (action.NeedsInputs)
        {
            problems.Add(ErrorCode.ComponentMissingKey, step.Place, $"The key 'inputs' is missing; {action.Name} needs it.", "add 'inputs'.");
            return [];
        }

        return [new MapNode([], step.Place)];
    }

    private IReadOnlyList<MapNode> ReadList(ListNode list)
    {
        foreach (var item in list.Items.Where(item => item is not MapNode))
        {
            problems.AddWrongKind(item, $"an entry of {_what}", "a map");
        }

        return [.. list.Items.OfType<MapNode>()];
    }

    private IReadOnlyList<MapNode> Wrong(Node node)
    {
        problems.AddWrongKind(node, _what, action.Shape == InputsShape.Map ? "a map" : "a list of maps with at least one entry");
        return [];
    }

    private void CheckMap(MapNode map)
    {
        if (action.Keys.Count > 0)
        {
            new MapReader(map, _what, problems).RefuseOthers([.. action.Keys.Select(key => key.Name)]);
        }

        foreach (var key in action.Keys)
        {
            CheckKey(map, key);
        }

        action.Check(map, problems);
    }

    private void CheckKey(MapNode map, InputKey key)
    {
        var reader = new MapReader(map, _what, problems);
        switch (key.Kind)
        {
            case InputKind.TextList:
                CheckTexts(reader.List(key.Name, key.IsRequired), key);
                break;
            case InputKind.WholeNumber when !IsReference(map, key):
                _ = reader.Integer(key.Name, 0, number => number >= 0, "a whole number from 0");
                break;
            case InputKind.Boolean when !IsReference(map, key):
                _ = reader.Boolean(key.Name, absent: false);
                break;
            default:
                CheckText(reader.Text(key.Name, key.IsRequired), key);
                break;
        }
    }

    private void CheckText(TextNode? text, InputKey key)
    {
        if (text is null || Reference.Scan(text.Value).Count > 0)
        {
            return;
        }

        if (key.IsRequired && text.Value.Length == 0)
        {
            problems.Add(ErrorCode.ComponentMissingKey, text.Place, $"'{key.Name}' of {_what} is empty.", $"give '{key.Name}' a value.");
        }
        else if (key.Rule is { } rule && !rule.IsAllowed(text.Value))
        {
            problems.Add(ErrorCode.ComponentWord, text.Place, $"'{ProblemList.Short(text.Value)}' is not allowed for {key.Name}; it must be {rule.Says}.", $"write {rule.Says}.");
        }
    }

    private void CheckTexts(ListNode? list, InputKey key)
    {
        if (key.IsRequired && list is { Items.Count: 0 })
        {
            problems.Add(ErrorCode.ComponentMissingKey, list.Place, $"'{key.Name}' of {_what} is empty.", "add at least one entry.");
        }

        for (var index = 0; index < (list?.Items.Count ?? 0); index++)
        {
            if (list?.Items[index] is { } item and not TextNode)
            {
                var which = string.Create(CultureInfo.InvariantCulture, $"entry {index + 1} of '{key.Name}' of {_what}");
                problems.AddWrongKind(item, which, "a text (quote a value that begins with '{{' or holds ': ')");
            }
        }
    }

    private static bool IsReference(MapNode map, InputKey key) => map.FindText(key.Name) is { } text && Reference.Scan(text).Count > 0;
}
