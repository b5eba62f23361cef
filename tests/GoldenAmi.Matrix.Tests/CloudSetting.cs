using GoldenAmi.LocalCloud;

namespace GoldenAmi.Matrix.Tests;

/// <summary>What a cloud of the matrix is beside empty.</summary>
internal sealed record CloudSetting
{
    /// <summary>A folder that its own begins as a copy of; null: empty.</summary>
    public string? Template { get; init; }

    /// <summary>What scans find; null: scanning is not enabled.</summary>
    public IReadOnlyList<LocalCloud.Findings.Finding>? Findings { get; init; }

    public CloudPace Pace { get; init; } = new();
}
