namespace GoldenAmi.Forges;

/// <summary>What is told about a release besides its ids. What is null is not known yet, and the body says so.</summary>
public sealed record ReleaseStory
{
    /// <summary>The version that the files named before, for example <c>1.3.2</c>.</summary>
    public string? PreviousVersion { get; init; }

    /// <summary>Commits that changed the recipe or its components since then, newest first.</summary>
    public IReadOnlyList<RecipeCommit>? Commits { get; init; }

    /// <summary>Components that are different, for people: <c>components/nginx.yaml 1.0.3 → 1.0.4</c>.</summary>
    public IReadOnlyList<string>? Components { get; init; }

    public IReadOnlyList<PackageChange>? Packages { get; init; }

    public IReadOnlyList<FindingChange>? Findings { get; init; }

    public TestCounts? Tests { get; init; }

    /// <summary>The root volume's size in bytes, before (or null) and now.</summary>
    public (long? Before, long Now)? SizeBytes { get; init; }

    /// <summary>Address of the run that proposes, or null.</summary>
    public string? RunUrl { get; init; }
}

/// <summary>A commit of the repository.</summary>
public sealed record RecipeCommit(string Id, string Subject);

/// <summary>A package that came (<paramref name="Before"/> is null), went (<paramref name="Now"/> is null) or changed.</summary>
public sealed record PackageChange(string Name, string? Before, string? Now);

/// <summary>A vulnerability that came or went.</summary>
/// <param name="Severity">As the scanner says it: <c>HIGH</c>.</param>
public sealed record FindingChange(string Id, string Severity, string Package, bool Came);

public sealed record TestCounts(int Passed, int Failed);
