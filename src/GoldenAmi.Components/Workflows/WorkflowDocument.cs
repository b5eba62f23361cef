using GoldenAmi.Diagnostics;

namespace GoldenAmi.Components.Workflows;

/// <summary>
/// A workflow document of Image Builder, read and valid: steps that drive the making or testing of an image, with the place of each in the user's file.
/// Source of the format: https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-workflow-create-document.html.
/// </summary>
public sealed record WorkflowDocument
{
    /// <summary>Path as in <see cref="SourcePlace.File"/>.</summary>
    public required string File { get; init; }

    /// <summary>The document's own name; it is not the name of the workflow in Image Builder.</summary>
    public required string Name { get; init; }

    /// <summary>In file order.</summary>
    public required IReadOnlyList<WorkflowParameter> Parameters { get; init; }

    /// <summary>In the order in which they run; 1 to 15.</summary>
    public required IReadOnlyList<WorkflowStep> Steps { get; init; }

    /// <summary>What later workflows can refer to: name and reference.</summary>
    public required IReadOnlyList<(string Name, string Value)> Outputs { get; init; }

    /// <summary>Reads a document; every problem is told at once, in file order.</summary>
    /// <param name="text">The file's text, with or without a byte order mark.</param>
    /// <param name="file">Path for places, relative to the repository's root.</param>
    /// <param name="type">When the workflow runs: it decides which actions there are.</param>
    /// <returns>The document, or null when a problem is an error.</returns>
    public static (WorkflowDocument? Document, IReadOnlyList<Diagnostic> Problems) Parse(string text, string file, WorkflowType type)
    {
        var source = new SourceText(text.TrimStart('\uFEFF'), file);
        var problems = new ProblemList(WorkflowRules.Rules.Codes);
        var root = NodeTree.Read(source, WorkflowRules.Rules, problems);
        var document = root is null ? null : new WorkflowReader(source, type, problems).Read(root);
        return (problems.HasErrors ? null : document, problems.InFileOrder());
    }

    /// <summary>Checks the values that a recipe gives to the parameters.</summary>
    /// <param name="values">Name, value and the place of each in the recipe.</param>
    /// <param name="usedAt">Where the recipe names the workflow.</param>
    public IReadOnlyList<Diagnostic> CheckParameters(IReadOnlyList<(string Name, string Value, SourcePlace Place)> values, SourcePlace usedAt) =>
        WorkflowParameterCheck.Check(this, values, usedAt);
}

/// <summary>When a workflow runs.</summary>
public enum WorkflowType
{
    Build,
    Test,
    Distribution,
}

/// <summary>A value that the recipe gives.</summary>
/// <param name="Type"><c>string</c>, <c>integer</c>, <c>boolean</c> or <c>stringList</c>.</param>
/// <param name="Default">The value when the recipe gives none, one text for each item of a list; null means that the recipe must give one.</param>
public sealed record WorkflowParameter(string Name, string Type, IReadOnlyList<string>? Default, string? Description, SourcePlace Place);

/// <summary>A step.</summary>
/// <param name="Name">Unique in the document: 3 to 128 of <c>[A-Za-z0-9_]</c>.</param>
/// <param name="Action">For example <c>LaunchInstance</c>.</param>
/// <param name="Inputs">By name without <c>.$</c>: a text, with references still in it.</param>
public sealed record WorkflowStep(string Name, string Action, IReadOnlyDictionary<string, string> Inputs, SourcePlace Place)
{
    /// <summary>When it runs; null: always.</summary>
    public WorkflowCondition? If { get; init; }

    /// <summary>Whether the workflow goes on when the step fails.</summary>
    public bool ContinuesOnFailure { get; init; }

    /// <summary>Null: the action's own.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long is waited before it.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>Whether it is undone when the workflow fails after it.</summary>
    public bool IsRolledBack { get; init; } = true;
}

/// <summary>A condition of a step.</summary>
public abstract record WorkflowCondition
{
    private WorkflowCondition()
    {
    }

    public sealed record And(IReadOnlyList<WorkflowCondition> Parts) : WorkflowCondition;

    public sealed record Or(IReadOnlyList<WorkflowCondition> Parts) : WorkflowCondition;

    public sealed record Not(WorkflowCondition Inner) : WorkflowCondition;

    /// <param name="Operator">For example <c>stringEquals</c>.</param>
    /// <param name="Expected">The operator's own value.</param>
    /// <param name="Value">A reference or a text.</param>
    public sealed record Comparison(string Operator, string Expected, string Value) : WorkflowCondition;
}
