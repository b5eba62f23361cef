using System.Text.RegularExpressions;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Components.Language;

/// <summary>Reads <c>parameters</c> and <c>constants</c>: lists of maps with one key, the name.</summary>
internal sealed partial class VariableReader(ProblemList problems)
{
    // Names are unique over parameters and constants together.
    private readonly UniqueNames _names = new("parameter or constant", "document", problems);

    public List<ComponentParameter> ReadParameters(ListNode? list) =>
        [.. ReadEntries(list, "parameter").Select(ReadParameter).OfType<ComponentParameter>()];

    public List<ComponentConstant> ReadConstants(ListNode? list) =>
        [.. ReadEntries(list, "constant").Select(ReadConstant).OfType<ComponentConstant>()];

    private ComponentParameter? ReadParameter(MapEntry entry)
    {
        if (ReadBody(entry, "a parameter", ["type", "default", "description", "allowedValues"]) is not { } reader)
        {
            return null;
        }

        var allowed = reader.List("allowedValues", required: false)?.Items.OfType<TextNode>().Select(text => text.Value).ToList() ?? [];
        var standard = reader.Text("default", required: false);
        if (standard is not null && allowed.Count > 0 && !allowed.Contains(standard.Value))
        {
            problems.AddUnknownWord(ErrorCode.ComponentWord, standard, $"one of the allowedValues of '{entry.Key.Value}'", allowed);
        }

        _ = reader.Text("description", required: false);
        return new ComponentParameter(entry.Key.Value, standard?.Value, allowed, entry.Key.Place);
    }

    private ComponentConstant? ReadConstant(MapEntry entry) =>
        ReadBody(entry, "a constant", ["type", "value"])?.Text("value", required: true) is { } value
            ? new ComponentConstant(entry.Key.Value, value.Value, entry.Key.Place)
            : null;

    private MapReader? ReadBody(MapEntry entry, string what, IReadOnlyList<string> keys)
    {
        if (entry.Value is not MapNode body)
        {
            problems.AddWrongKind(entry.Value, $"{what[2..]} '{ProblemList.Short(entry.Key.Value)}'", $"a map with {string.Join(", ", keys)}");
            return null;
        }

        var reader = new MapReader(body, what, problems);
        reader.RefuseOthers(keys);
        if (reader.Text("type", required: true) is { } type && type.Value != "string")
        {
            problems.AddUnknownWord(ErrorCode.ComponentWord, type, $"a type of {what}", ["string"]);
        }

        return reader;
    }

    private IEnumerable<MapEntry> ReadEntries(ListNode? list, string what)
    {
        foreach (var item in list?.Items ?? [])
        {
            if (item is not MapNode { Entries: [var only] })
            {
                // Written as in workflow documents: "- name: X", "type: string".
                var isWorkflowForm = item is MapNode map && map.Find("name") is not null;
                problems.Add(
                    ErrorCode.ComponentWrongKind,
                    item.Place,
                    $"A {what} is a map with one key, its name.",
                    isWorkflowForm ? "write the name itself as the key: '- MyName:' and the type below it, further indented." : $"write '- MyName:' and below it the keys of the {what}.");
                continue;
            }

            CheckName(only.Key, what);
            yield return only;
        }
    }

    private void CheckName(TextNode name, string what)
    {
        if (NamePattern().IsMatch(name.Value))
        {
            _names.Add(name);
            return;
        }

        problems.Add(
            ErrorCode.ComponentName,
            name.Place,
            $"'{ProblemList.Short(name.Value)}' is not a name of a {what}; it must have 3 to 128 letters, digits, '_' or '-'.",
            "choose another name.");
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{3,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
