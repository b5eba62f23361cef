using System.Globalization;
using System.Text.RegularExpressions;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Components.Workflows;

/// <summary>Reads one step of a workflow document.</summary>
internal sealed partial class WorkflowStepReader(MapNode map, WorkflowType type, WorkflowReferences references, ProblemList problems)
{
    private const string ReferenceSuffix = ".$";

    /// <param name="before">The steps that stand before it.</param>
    public WorkflowStep? Read(IReadOnlyList<WorkflowStep> before)
    {
        var keys = new MapReader(map, "a step of a workflow", problems);
        keys.RefuseOthers("name", "action", "description", "inputs", "if", "onFailure", "rollbackEnabled", "timeoutSeconds", "waitSeconds");
        var name = ReadName(keys.Text("name", required: true), before);
        var action = ReadAction(keys.Text("action", required: true));
        _ = keys.Text("description", required: false);
        var inputs = ReadInputs(keys.Map("inputs", required: false), action);
        var condition = keys.Map("if", required: false) is { } node ? new WorkflowConditionReader(references, problems).Read(node, 1) : null;
        var onFailure = keys.Text("onFailure", required: false);
        if (onFailure is not null && onFailure.Value is not ("Abort" or "Continue"))
        {
            problems.AddUnknownWord(ErrorCode.WorkflowKey, onFailure, "a value of onFailure", ["Abort", "Continue"]);
        }

        var longest = (int)(action?.MaxTimeout ?? TimeSpan.FromHours(168)).TotalSeconds;
        var timeout = keys.Integer("timeoutSeconds", 0, number => number >= 1 && number <= longest, Invariant($"a whole number of seconds from 1 to {longest}"));
        var wait = keys.Integer("waitSeconds", 0, number => number >= 0, "a whole number of seconds");
        var isRolledBack = keys.Boolean("rollbackEnabled", absent: true);
        return name is null || action is null ? null : new WorkflowStep(name.Value, action.Name, inputs, name.Place)
        {
            If = condition,
            ContinuesOnFailure = onFailure?.Value == "Continue",
            Timeout = timeout == 0 ? null : TimeSpan.FromSeconds(timeout),
            Wait = TimeSpan.FromSeconds(wait),
            IsRolledBack = isRolledBack,
        };
    }

    private TextNode? ReadName(TextNode? name, IReadOnlyList<WorkflowStep> before)
    {
        if (name is null)
        {
            return null;
        }

        if (!NamePattern().IsMatch(name.Value))
        {
            problems.Add(ErrorCode.WorkflowStep, name.Place, $"'{ProblemList.Short(name.Value)}' is not the name of a step; it must be 3 to 128 letters, digits and '_'.", "write for example LaunchBuildInstance.");
        }
        else if (before.FirstOrDefault(step => step.Name == name.Value) is { } first)
        {
            problems.Add(ErrorCode.WorkflowStep, name.Place, $"The step '{name.Value}' stands twice, first in line {first.Place.Line}.", "rename one of the two.");
        }

        return name;
    }

    private WorkflowAction? ReadAction(TextNode? text)
    {
        if (text is null)
        {
            return null;
        }

        var possible = WorkflowAction.All.Where(each => each.Types.Contains(type) && !each.IsForContainers).Select(each => each.Name).ToList();
        if (WorkflowAction.Find(text.Value) is not { } action)
        {
            problems.AddUnknownWord(ErrorCode.WorkflowStep, text, "an action of workflows", possible);
            return null;
        }

        if (action.IsForContainers)
        {
            problems.Add(ErrorCode.WorkflowStep, text.Place, $"{action.Name} works on container images, and a recipe makes AMIs.", "remove the step.");
        }
        else if (!action.Types.Contains(type))
        {
            problems.Add(
                ErrorCode.WorkflowStep, text.Place, $"{action.Name} is not there in {type.ToString().ToLowerInvariant()} workflows, but in {string.Join(" and ", action.Types.Select(each => each.ToString().ToLowerInvariant()))} ones.",
                $"use one of {string.Join(", ", possible)}.");
            return null;
        }

        return action;
    }

    private Dictionary<string, string> ReadInputs(MapNode? inputs, WorkflowAction? action)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in inputs?.Entries.Select(entry => (entry.Key, entry.Value)) ?? [])
        {
            var isReference = key.Value.EndsWith(ReferenceSuffix, StringComparison.Ordinal);
            var name = isReference ? key.Value[..^ReferenceSuffix.Length] : key.Value;
            if (action is { TakesOthers: false } && !action.Required.Contains(name) && !action.Optional.Contains(name))
            {
                problems.AddUnknownWord(ErrorCode.WorkflowStep, key, $"an input of {action.Name}", [.. action.Required, .. action.Optional]);
            }

            if (isReference)
            {
                ReadReference(key, value);
            }
            else
            {
                references.CheckText(value);
                CheckWord(action, name, value);
            }

            read[name] = (value as TextNode)?.Value ?? "";
        }

        foreach (var missing in action?.Required.Where(name => !read.ContainsKey(name)) ?? [])
        {
            problems.Add(ErrorCode.WorkflowStep, (inputs ?? map).Place, $"The step's action {action!.Name} needs the input '{missing}'.", FixOf(missing));
        }

        return read;
    }

    private void ReadReference(TextNode key, Node value)
    {
        if (value is TextNode text)
        {
            references.CheckPath(text);
        }
        else
        {
            problems.AddWrongKind(value, $"'{ProblemList.Short(key.Value)}'", "a reference, such as $.stepOutputs.LaunchBuildInstance.instanceId");
        }
    }

    private void CheckWord(WorkflowAction? action, string name, Node value)
    {
        if (value is not TextNode text)
        {
            return;
        }

        if (text.Value.StartsWith("$.", StringComparison.Ordinal))
        {
            problems.Add(ErrorCode.WorkflowReference, text.Place, $"'{ProblemList.Short(text.Value)}' is a reference, and '{name}' takes it as a text.", $"write the key as '{name}.$'.");
        }
        else if (action?.Words.GetValueOrDefault(name) is { } words && !words.Contains(text.Value))
        {
            problems.AddUnknownWord(ErrorCode.WorkflowStep, text, $"a value of {name}", words);
        }
    }

    private string FixOf(string input) =>
        input == "instanceId" && references.FindStep("LaunchInstance") is { } launch ? $"add 'instanceId.$: $.stepOutputs.{launch}.instanceId'." : input == "waitFor" ? "add 'waitFor: ssmAgent'." : $"add '{input}'.";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[A-Za-z0-9_]{3,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
