using GoldenAmi.Identifiers;
using GoldenAmi.Locks;

namespace GoldenAmi.Recipes;

/// <summary>One recipe file, valid: what the rest of the program knows of it. The file's form is docs/recipe.md.</summary>
public sealed record Recipe
{
    /// <summary>The recipe file, relative to the repository's root, with forward slashes: <c>examples/web/golden-ami.yaml</c>.</summary>
    public required string File { get; init; }

    /// <summary>Absolute path of the repository's root folder (the folder of <c>.git</c>, or the recipe's own folder outside Git).</summary>
    public required string RepositoryRoot { get; init; }

    /// <summary>The image's name, for example <c>web</c>: 3 to 64 characters <c>[a-z0-9-]</c>. AWS resources, tags and the branch carry it.</summary>
    public required Placed<string> Name { get; init; }

    /// <summary>
    /// Which variant this is, for example <c>arm64</c>: the same recipe with some of its keys replaced (docs/recipe.md, "Variants"). Null for the recipe as it stands.
    /// </summary>
    public string? Variant { get; init; }

    /// <summary>The variants that the file describes, in its order; each is whole, and has none of its own.</summary>
    public IReadOnlyList<Recipe> Variants { get; init; } = [];

    /// <summary>What the lock file beside the recipe pins, its variants' pins too; null when there is none. A variant has none of its own.</summary>
    public RecipeLock? Lock { get; init; }

    /// <summary>The recipe as it stands and then its variants: every image that the file describes.</summary>
    public IReadOnlyList<Recipe> WithVariants => [this, .. Variants];

    /// <summary>The name that image recipe, images and configurations have in AWS: <c>web</c>, of a variant <c>web-arm64</c>.</summary>
    public string ResourceName => Variant is null ? Name.Value : $"{Name.Value}-{Variant}";

    /// <summary>Free text, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The first two numbers of the image's version; the service assigns the third.</summary>
    public required Placed<RecipeVersion> Version { get; init; }

    public required Platform Platform { get; init; }

    /// <summary>Home region: the image is built and tested here.</summary>
    public required Placed<Region> Region { get; init; }

    /// <summary>Name or ARN of Image Builder's role for distributing; required as soon as there is more than one region.</summary>
    public Placed<string>? ExecutionRole { get; init; }

    /// <summary>The image is stale after this age, or null for never.</summary>
    public TimeSpan? Refresh { get; init; }

    public required Parent Parent { get; init; }

    /// <summary>Build components in order, at least one together with <see cref="Tests"/>.</summary>
    public IReadOnlyList<ComponentUse> Components { get; init; } = [];

    /// <summary>Test components in order.</summary>
    public IReadOnlyList<ComponentUse> Tests { get; init; } = [];

    public IReadOnlyList<Volume> Volumes { get; init; } = [];

    /// <summary>Tags of everything that is made in AWS for this recipe, AMIs too.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What the build machine runs when it starts, or null for Image Builder's own.</summary>
    public UserData? UserData { get; init; }

    /// <summary>Folder in the build instance where components run, or null for the service's own (<c>/tmp</c>).</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Whether the Systems Manager agent stays in the image.</summary>
    public AgentFate Agent { get; init; } = AgentFate.Keep;

    /// <summary>In the order in which they run. A kind (build, test) that none is of is done by Image Builder's own workflow.</summary>
    public IReadOnlyList<WorkflowUse> Workflows { get; init; } = [];

    public required Infrastructure Infrastructure { get; init; }

    public required Distribution Distribution { get; init; }

    /// <summary>The pipeline that builds in AWS without a CI system, or null for none.</summary>
    public Pipeline? Pipeline { get; init; }

    /// <summary>What an image must be, beside its tests, before it leaves the home region.</summary>
    public GateRules Gates { get; init; } = new();

    /// <summary>Which files of which repositories name the image's ids.</summary>
    public IReadOnlyList<ReferenceScope> References { get; init; } = [];
}

/// <summary>The two numbers of a recipe's version that are the author's: <c>"1.4"</c>.</summary>
public sealed record RecipeVersion(int Major, int Minor)
{
    public override string ToString() => $"{Major}.{Minor}";
}

public enum Platform
{
    Linux,
    Windows,
    MacOS,
}

public enum AgentFate
{
    Keep,
    Remove,
}
