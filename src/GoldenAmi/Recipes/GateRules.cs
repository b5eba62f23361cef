namespace GoldenAmi.Recipes;

/// <summary>What an image must be before it leaves the home region, beside its tests.</summary>
public sealed record GateRules
{
    /// <summary>Null: findings are not looked at.</summary>
    public VulnerabilityRule? Vulnerabilities { get; init; }
}

/// <summary>Which findings of Amazon Inspector hold an image back.</summary>
/// <param name="Fail">This severity and everything above it.</param>
/// <param name="FixableOnly">Only findings for which there is a fix.</param>
/// <param name="Place">Where the recipe says <c>vulnerabilities</c>.</param>
public sealed record VulnerabilityRule(FindingSeverity Fail, bool FixableOnly, IReadOnlyList<IgnoredFinding> Ignore, Diagnostics.SourcePlace Place);

/// <summary>A vulnerability that does not hold an image back.</summary>
/// <param name="Id">For example <c>CVE-2026-12345</c>.</param>
/// <param name="Reason">Why, for the reader, or null.</param>
/// <param name="Until">The last day on which it is ignored, or null for ever.</param>
public sealed record IgnoredFinding(string Id, string? Reason, DateOnly? Until, Diagnostics.SourcePlace Place)
{
    /// <summary>Whether it still ignores; the last day counts as a whole.</summary>
    /// <param name="today">In UTC.</param>
    public bool IsValidOn(DateOnly today) => Until is not { } until || today <= until;
}

/// <summary>Inspector's severities, the least first.</summary>
public enum FindingSeverity
{
    /// <summary>Inspector has not judged it (UNTRIAGED), or uses a word that this program does not know.</summary>
    Untriaged,
    Informational,
    Low,
    Medium,
    High,
    Critical,
}
