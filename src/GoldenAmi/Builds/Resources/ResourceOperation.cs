using GoldenAmi.Builds.Images;
using GoldenAmi.Recipes;

namespace GoldenAmi.Builds.Resources;

/// <summary>What is to be done so that one resource of Image Builder is there.</summary>
/// <param name="Resource">For the reader: <c>component web-components-nginx 1.0.3</c>.</param>
/// <param name="Reason">For the reader: <c>no version has this content</c>.</param>
internal abstract record ResourceOperation(string Resource, string Reason)
{
    /// <summary>Old and new values, for the reader; empty when nothing changes or nothing was there before.</summary>
    public IReadOnlyList<ValueChange> Changes { get; init; } = [];

    /// <summary>It is there already.</summary>
    internal sealed record Keep(string Resource, string Reason) : ResourceOperation(Resource, Reason);

    /// <summary>Somebody changed it by hand. It is left alone, because something may use it, and another takes its place.</summary>
    internal sealed record Drift(string Resource, string Reason) : ResourceOperation(Resource, Reason);

    /// <param name="Version"><c>1.0.n</c>.</param>
    internal sealed record CreateComponent(ComponentUse.Document Document, string Digest, string Name, ComponentVersion Version, string Reason)
        : ResourceOperation($"component {Name} {Version}", Reason);

    /// <param name="Version"><c>1.0.n</c>.</param>
    internal sealed record CreateWorkflow(WorkflowUse.Document Document, string Digest, string Name, ComponentVersion Version, string Reason)
        : ResourceOperation($"workflow {Name} {Version}", Reason);

    /// <param name="Version"><c>1.4.x</c>: the service assigns the last number.</param>
    internal sealed record CreateImageRecipe(string Name, string Version, string Reason) : ResourceOperation($"image recipe {Name} {Version}", Reason);

    internal sealed record CreateInfrastructure(InfrastructureResource Wanted, string Reason) : ResourceOperation($"infrastructure configuration {Wanted.Name}", Reason);
}

/// <summary>What of the wanted resources is there.</summary>
internal sealed record ExistingResources
{
    public ImageRecipeVersion? ImageRecipe { get; init; }

    public bool HasInfrastructure { get; init; }

    /// <summary>Name of the infrastructure configuration to use; null: the one that its content gives it.</summary>
    public string? InfrastructureName { get; init; }

    /// <summary>Infrastructure configurations of this name that were changed by hand.</summary>
    public IReadOnlyList<ChangedConfiguration> InfrastructureDrifts { get; init; } = [];

    /// <summary>Digest of a document → ARN of the component version with that content.</summary>
    public IReadOnlyDictionary<string, string> Components { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Digest of a workflow's document → ARN of the workflow version with that content.</summary>
    public IReadOnlyDictionary<string, string> Workflows { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Type and name of a workflow (<c>test/web-workflows-page</c>) → its newest version.</summary>
    public IReadOnlyDictionary<string, ComponentVersion> NewestWorkflows { get; init; } = new Dictionary<string, ComponentVersion>(StringComparer.Ordinal);

    /// <summary>Component name → its newest version.</summary>
    public IReadOnlyDictionary<string, ComponentVersion> Newest { get; init; } = new Dictionary<string, ComponentVersion>(StringComparer.Ordinal);

    /// <summary>Component name → digest of its newest version's content; a name is absent when that is not known.</summary>
    public IReadOnlyDictionary<string, string> NewestContent { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What the newest image recipe of this name holds (<see cref="RecipeValues"/>); null when there is none, or nobody asked.</summary>
    public IReadOnlyDictionary<string, string>? LastRecipe { get; init; }
}
