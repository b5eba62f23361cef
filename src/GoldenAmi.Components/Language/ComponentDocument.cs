using GoldenAmi.Diagnostics;

namespace GoldenAmi.Components.Language;

/// <summary>
/// A component document of Image Builder (AWSTOE), read and valid: phases of steps, with the place of each in the user's file.
/// Source of the format: https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html.
/// </summary>
public sealed record ComponentDocument
{
    /// <summary>Path as in <see cref="SourcePlace.File"/>.</summary>
    public required string File { get; init; }

    /// <summary>The document's own name, free text; null when not given. It is not the name of the Image Builder component.</summary>
    public string? Name { get; init; }

    /// <summary>Free text; null when not given.</summary>
    public string? Description { get; init; }

    /// <summary>In file order.</summary>
    public required IReadOnlyList<ComponentParameter> Parameters { get; init; }

    /// <summary>In file order.</summary>
    public required IReadOnlyList<ComponentConstant> Constants { get; init; }

    /// <summary>In file order, which is the order in which they run; at least one.</summary>
    public required IReadOnlyList<ComponentPhase> Phases { get; init; }

    /// <summary>True when every phase is <c>test</c>: Image Builder makes a TEST component of such a document and runs it on the new image only.</summary>
    public bool IsTest => Phases.All(phase => phase.Name == PhaseNames.Test);

    /// <summary>Reads a document; every problem is told at once, in file order.</summary>
    /// <param name="text">The file's text, with or without a byte order mark.</param>
    /// <param name="file">Path for places, relative to the repository's root.</param>
    /// <returns>The document, or null when a problem is an error; warnings can stand beside a document.</returns>
    public static (ComponentDocument? Document, IReadOnlyList<Diagnostic> Problems) Parse(string text, string file)
    {
        var source = new SourceText(text.TrimStart('\uFEFF'), file);
        var problems = new ProblemList(ComponentRules.Rules.Codes);
        var root = NodeTree.Read(source, ComponentRules.Rules, problems);
        var document = root is null ? null : new DocumentReader(source, problems).Read(root);
        return (problems.HasErrors ? null : document, problems.InFileOrder());
    }

    /// <summary>Checks the values that a recipe gives to the parameters.</summary>
    /// <param name="values">Name, value and the place of each in the recipe.</param>
    /// <param name="usedAt">Where the recipe names the component, for a value that is missing there; null puts it at the parameter's declaration.</param>
    public IReadOnlyList<Diagnostic> CheckParameters(IEnumerable<(string Name, string Value, SourcePlace Place)> values, SourcePlace? usedAt = null) =>
        ParameterCheck.Check(this, [.. values], usedAt);

    /// <summary>The step of that name in that phase, or null.</summary>
    public ComponentStep? FindStep(string phase, string step) =>
        Phases.FirstOrDefault(candidate => candidate.Name == phase)?.Steps.FirstOrDefault(candidate => candidate.Name == step);

    /// <summary>The first step of that name in any phase, or null.</summary>
    public ComponentStep? FindStepByName(string step) =>
        Phases.SelectMany(phase => phase.Steps).FirstOrDefault(candidate => candidate.Name == step);
}

/// <summary>A value that the recipe gives.</summary>
/// <param name="Name">3 to 128 characters of <c>[A-Za-z0-9_-]</c>.</param>
/// <param name="Default">The value when the recipe gives none; null means that the recipe must give one.</param>
/// <param name="AllowedValues">Empty means any.</param>
/// <param name="Place">Where its name stands.</param>
public sealed record ComponentParameter(string Name, string? Default, IReadOnlyList<string> AllowedValues, SourcePlace Place);

/// <summary>A value that the document fixes.</summary>
/// <param name="Place">Where its name stands.</param>
public sealed record ComponentConstant(string Name, string Value, SourcePlace Place);

/// <summary>Steps that run one after the other.</summary>
/// <param name="Name">Unique in the document: <c>build</c>, <c>validate</c>, <c>test</c> or another.</param>
/// <param name="Place">Where its name stands.</param>
public sealed record ComponentPhase(string Name, IReadOnlyList<ComponentStep> Steps, SourcePlace Place);

/// <summary>The phase names that Image Builder runs.</summary>
public static class PhaseNames
{
    public const string Build = "build";
    public const string Validate = "validate";
    public const string Test = "test";

    /// <summary>Runs on the host after a container image was built.</summary>
    public const string ContainerHostTest = "container-host-test";

    /// <summary>All that Image Builder runs; a document needs one of the first three.</summary>
    public static IReadOnlyList<string> All { get; } = [Build, Validate, Test, ContainerHostTest];
}
