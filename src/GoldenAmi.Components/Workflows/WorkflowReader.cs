using System.Globalization;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Components.Workflows;

/// <summary>Turns the tree of a workflow document into a <see cref="WorkflowDocument"/>, noting every problem.</summary>
internal sealed class WorkflowReader(SourceText source, WorkflowType type, ProblemList problems)
{
    private static readonly string[] ParameterTypes = ["string", "integer", "boolean", "stringList"];

    public WorkflowDocument? Read(Node root)
    {
        if (root is not MapNode map)
        {
            problems.AddWrongKind(root, "a workflow document", "a map with name, schemaVersion and steps");
            return null;
        }

        var keys = new MapReader(map, "a workflow document", problems);
        keys.RefuseOthers("name", "description", "schemaVersion", "parameters", "steps", "outputs");
        var name = keys.Text("name", required: true);
        _ = keys.Text("description", required: false);
        CheckSchema(keys.Text("schemaVersion", required: true));
        var parameters = ReadParameters(keys.List("parameters", required: false));
        var references = new WorkflowReferences(source, parameters, problems);
        var steps = ReadSteps(keys.List("steps", required: true), references);
        var outputs = ReadOutputs(keys.List("outputs", required: false), references);
        return name is null ? null : new WorkflowDocument { File = map.Place.File, Name = name.Value, Parameters = parameters, Steps = steps, Outputs = outputs };
    }

    private void CheckSchema(TextNode? version)
    {
        if (version is not null && version.Value is not ("1.0" or "1"))
        {
            problems.AddUnknownWord(ErrorCode.WorkflowKey, version, "a schemaVersion of workflows", ["1.0"]);
        }
    }

    private List<WorkflowParameter> ReadParameters(ListNode? list)
    {
        var read = new List<WorkflowParameter>();
        foreach (var item in list?.Items ?? [])
        {
            if (item is not MapNode map)
            {
                problems.AddWrongKind(item, "a parameter of a workflow", "a map with name and type");
                continue;
            }

            var keys = new MapReader(map, "a parameter of a workflow", problems);
            keys.RefuseOthers("name", "type", "default", "description");
            var (name, kind) = (keys.Text("name", required: true), keys.Text("type", required: true));
            if (kind is not null && !ParameterTypes.Contains(kind.Value))
            {
                problems.AddUnknownWord(ErrorCode.WorkflowKey, kind, "a type of parameters", ParameterTypes);
                kind = kind with { Value = "string" };
            }

            if (name is null || kind is null)
            {
                continue;
            }

            if (read.Find(other => other.Name == name.Value) is { } first)
            {
                problems.Add(ErrorCode.WorkflowStep, name.Place, $"The parameter '{ProblemList.Short(name.Value)}' stands twice, first in line {first.Place.Line}.", "rename one of the two.");
            }

            read.Add(new WorkflowParameter(name.Value, kind.Value, ReadDefault(map.Find("default"), kind.Value), keys.Text("description", required: false)?.Value, name.Place));
        }

        if (read.Count > WorkflowRules.MostParameters)
        {
            problems.Add(ErrorCode.WorkflowStep, read[WorkflowRules.MostParameters].Place, Invariant($"A workflow has at most {WorkflowRules.MostParameters} parameters."), "remove some.");
        }

        return read;
    }

    private IReadOnlyList<string>? ReadDefault(Node? node, string kind)
    {
        switch (node)
        {
            case null or TextNode { IsNull: true }:
                return null;
            case ListNode list when kind == "stringList" && list.Items.All(item => item is TextNode):
                return [.. list.Items.Cast<TextNode>().Select(text => text.Value)];
            case TextNode text when kind != "stringList" && WorkflowParameterCheck.Fits(kind, text.Value):
                return [text.Value];
            default:
                problems.Add(ErrorCode.WorkflowParameter, node.Place, $"The default is not of the type {kind}.", kind == "stringList" ? "write a list of texts." : $"write {WorkflowParameterCheck.Rule(kind)}.");
                return [];
        }
    }

    private List<WorkflowStep> ReadSteps(ListNode? list, WorkflowReferences references)
    {
        var steps = new List<WorkflowStep>();
        foreach (var item in list?.Items ?? [])
        {
            if (item is not MapNode map)
            {
                problems.AddWrongKind(item, "a step of a workflow", "a map with name and action");
            }
            else if (new WorkflowStepReader(map, type, references, problems).Read(steps) is { } step)
            {
                steps.Add(step);
                references.Add(step);
            }
            else if (map.FindText("name") is { } name)
            {
                references.AddUnread(name);
            }
        }

        if (list is not null && list.Items.Count is 0 or > WorkflowRules.MostSteps)
        {
            problems.Add(ErrorCode.WorkflowStep, list.Place, Invariant($"A workflow has 1 to {WorkflowRules.MostSteps} steps; this one has {list.Items.Count}."), "split the workflow into several, or add a step.");
        }

        return steps;
    }

    private List<(string Name, string Value)> ReadOutputs(ListNode? list, WorkflowReferences references)
    {
        var outputs = new List<(string, string)>();
        foreach (var item in list?.Items ?? [])
        {
            if (item is not MapNode map)
            {
                problems.AddWrongKind(item, "an output of a workflow", "a map with name and value");
                continue;
            }

            var keys = new MapReader(map, "an output of a workflow", problems);
            keys.RefuseOthers("name", "value");
            if (keys.Text("name", required: true) is { } name && keys.Text("value", required: true) is { } value)
            {
                references.CheckPath(value);
                outputs.Add((name.Value, value.Value));
            }
        }

        return outputs;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
