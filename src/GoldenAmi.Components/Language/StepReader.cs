using GoldenAmi.Components.Actions;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Components.Language;

/// <summary>Reads the steps of one phase.</summary>
internal sealed class StepReader(UniqueNames names, ProblemList problems)
{
    private static readonly string[] Keys =
        ["name", "action", "timeoutSeconds", "onFailure", "maxAttempts", "inputs", "loop", "if", "disableLogging"];

    private static readonly string[] NotYet = ["loop", "if"];

    public ComponentStep? Read(Node item)
    {
        if (item is not MapNode map)
        {
            problems.AddWrongKind(item, "a step", "a map with name, action and inputs");
            return null;
        }

        var reader = new MapReader(map, "a step", problems);
        reader.RefuseOthers(Keys);
        RefuseNotYet(map);
        var name = reader.Text("name", required: true);
        names.Add(name);
        var action = FindAction(reader.Text("action", required: true));
        var timeout = reader.Integer("timeoutSeconds", (int)ComponentStep.DefaultTimeout.TotalSeconds, number => number is -1 or > 0, "a whole number of seconds from 1, or -1 for no limit");
        var step = new ComponentStep
        {
            Name = name?.Value ?? "",
            Action = action?.Name ?? "",
            Inputs = action is null ? [] : new InputsReader(action, problems).Read(map),
            Timeout = timeout == -1 ? null : TimeSpan.FromSeconds(timeout),
            OnFailure = ReadOnFailure(reader.Text("onFailure", required: false)),
            MaxAttempts = reader.Integer("maxAttempts", 1, number => number >= 1, "a whole number from 1"),
            DisableLogging = reader.Boolean("disableLogging", absent: false),
            Place = name?.Place ?? map.Place,
        };
        return name is null ? null : step;
    }

    private void RefuseNotYet(MapNode map)
    {
        foreach (var key in map.Entries.Select(entry => entry.Key).Where(key => NotYet.Contains(key.Value)))
        {
            problems.Add(
                ErrorCode.ComponentFeatureNotAvailable,
                key.Place,
                $"'{key.Value}' is known to AWSTOE and not available here yet.",
                key.Value == "if" ? "put the condition into the script of an ExecuteBash step." : "write the loop in the script of an ExecuteBash step.");
        }
    }

    private StepAction? FindAction(TextNode? name)
    {
        if (name is null)
        {
            return null;
        }

        if (ActionTable.Find(name.Value) is { } action)
        {
            return action;
        }

        if (ActionTable.NotYet.Contains(name.Value))
        {
            problems.Add(
                ErrorCode.ComponentActionNotAvailable,
                name.Place,
                $"The action '{name.Value}' is known to AWSTOE and not available here yet; available: {string.Join(", ", ActionTable.Names)}.",
                "do the same in the script of an ExecuteBash step.");
            return null;
        }

        problems.AddUnknownWord(ErrorCode.ComponentUnknownAction, name, "an action of AWSTOE", ActionTable.Names);
        return null;
    }

    private OnFailure ReadOnFailure(TextNode? text)
    {
        if (text is null)
        {
            return OnFailure.Abort;
        }

        var names = Enum.GetNames<OnFailure>();
        if (names.Contains(text.Value))
        {
            return Enum.Parse<OnFailure>(text.Value);
        }

        problems.AddUnknownWord(ErrorCode.ComponentWord, text, "a value of onFailure", names);
        return OnFailure.Abort;
    }
}
