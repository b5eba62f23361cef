namespace GoldenAmi.Runner;

/// <summary>The read-only disk that came with the machine.</summary>
/// <param name="Path">Where it is mounted: <c>/run/golden-ami/seed</c>.</param>
internal sealed record SeedFolder(string Path)
{
    /// <summary>The work: <c>work.json</c> and documents.</summary>
    public string Work => System.IO.Path.Combine(Path, "work");

    /// <summary>How the host reaches package archives; see <see cref="HostSetup"/>.</summary>
    public string Host => System.IO.Path.Combine(Path, "host");
}
