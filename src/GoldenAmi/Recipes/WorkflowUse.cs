using GoldenAmi.Components.Workflows;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes;

/// <summary>A workflow that the recipe uses in the place of Image Builder's own.</summary>
public abstract record WorkflowUse
{
    private WorkflowUse(WorkflowType type, SourcePlace place) => (Type, Place) = (type, place);

    public WorkflowType Type { get; }

    /// <summary>Where the recipe says <c>uses</c> or <c>path</c>.</summary>
    public SourcePlace Place { get; }

    /// <summary>Values for the document's parameters, in the recipe's order.</summary>
    public IReadOnlyList<ComponentParameter> With { get; init; } = [];

    /// <summary>Test workflows of one group run at the same time; null: after the one before it.</summary>
    public string? ParallelGroup { get; init; }

    /// <summary>Whether the build goes on when the workflow fails.</summary>
    public bool ContinuesOnFailure { get; init; }

    /// <summary>A workflow that is in AWS already.</summary>
    /// <param name="Owner"><c>amazon</c>, <c>self</c>, or an account id.</param>
    /// <param name="Version">For example <c>x.x.x</c> or <c>1.0.4</c>.</param>
    public sealed record Existing(string Owner, string Name, string Version, WorkflowType Kind, SourcePlace At) : WorkflowUse(Kind, At);

    /// <summary>A workflow document of the repository.</summary>
    /// <param name="File">Relative to the repository's root, with forward slashes.</param>
    /// <param name="Text">The document's text, exactly the file's content.</param>
    public sealed record Document(string File, string Text, DocumentOptions Options, WorkflowType Kind, SourcePlace At) : WorkflowUse(Kind, At);
}
