namespace GoldenAmi.Machines;

/// <summary>Which system a base disk holds.</summary>
/// <param name="Distribution"><c>debian</c></param>
/// <param name="Release"><c>12</c></param>
/// <param name="Architecture"><c>x86_64</c></param>
public sealed record BaseImage(string Distribution, string Release, string Architecture)
{
    /// <summary>The one that is there so far.</summary>
    public static readonly BaseImage Debian12 = new("debian", "12", "x86_64");

    /// <summary><c>debian 12 x86_64</c></summary>
    public override string ToString() => $"{Distribution} {Release} {Architecture}";
}
