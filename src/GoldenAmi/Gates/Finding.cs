using GoldenAmi.Recipes;

namespace GoldenAmi.Gates;

/// <summary>A vulnerability of a package in an image, as Amazon Inspector tells it.</summary>
/// <param name="Vulnerability">For example <c>CVE-2026-12345</c>.</param>
/// <param name="Package">Name and installed version, <c>openssl 3.0.1</c>; several are joined by commas; empty when the service names none.</param>
public sealed record Finding(string Vulnerability, FindingSeverity Severity, string Package)
{
    /// <summary>There is a fix, whole or in part.</summary>
    public bool HasFix { get; init; }

    /// <summary>The version that mends it, or null when the service names none.</summary>
    public string? FixedIn { get; init; }

    /// <summary>One line of the service's words, or empty.</summary>
    public string Title { get; init; } = "";
}

/// <summary>A finding that the recipe ignores.</summary>
public sealed record IgnoredByRecipe(Finding Finding, IgnoredFinding Rule);
