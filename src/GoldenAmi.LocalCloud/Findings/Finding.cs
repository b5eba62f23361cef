namespace GoldenAmi.LocalCloud.Findings;

/// <summary>A vulnerability that a scan of an image comes to.</summary>
/// <param name="Vulnerability">For example <c>CVE-2026-12345</c>.</param>
/// <param name="Severity">As Inspector says it: CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL or UNTRIAGED.</param>
/// <param name="Package">For example <c>openssl</c>.</param>
/// <param name="Version">The installed version.</param>
public sealed record Finding(string Vulnerability, string Severity, string Package, string Version)
{
    /// <summary>Name of the images that have it, or <c>*</c> for all.</summary>
    public string Image { get; init; } = "*";

    /// <summary>The version that mends it, or null when there is none.</summary>
    public string? FixedIn { get; init; }

    public string? Title { get; init; }

    /// <summary>Inspector's score, 0 to 10, or null.</summary>
    public double? Score { get; init; }
}
