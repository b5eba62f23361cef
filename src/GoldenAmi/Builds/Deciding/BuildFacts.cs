using GoldenAmi.Builds.Images;
using GoldenAmi.Identifiers;
using GoldenAmi.Publishing;

namespace GoldenAmi.Builds.Deciding;

/// <summary>Everything that is looked at before it is decided what to do. All of it comes from read-only calls.</summary>
internal sealed record BuildFacts
{
    public required Region Home { get; init; }

    /// <summary>Every region the image is to be in, the home region among them.</summary>
    public required IReadOnlyList<WantedRegion> Regions { get; init; }

    /// <summary>The image is stale after this age, or null for never.</summary>
    public TimeSpan? Refresh { get; init; }

    /// <summary>Build although an image of the same content is there.</summary>
    public bool Force { get; init; }

    /// <summary>The recipe's gates need a scan for vulnerabilities.</summary>
    public bool MustBeScanned { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>The builds and distributions of the image version whose fingerprint is the recipe's; none when there is no such version.</summary>
    public IReadOnlyList<ImageBuild> Builds { get; init; } = [];

    /// <summary>The newest build that ended well; null for none.</summary>
    public ImageBuild? NewestImage => ImageBuild.InOrder(Builds).LastOrDefault(build => !build.IsDistribution && build.State == BuildState.Available);

    /// <summary>AMIs of the recipe, of any version, in the wanted regions.</summary>
    public IReadOnlyList<RegionalAmi> Images { get; init; } = [];

    /// <summary>AMIs of the newest image in regions that the recipe does not name; none are looked for when no distribution went there.</summary>
    public IReadOnlyList<RegionalAmi> Elsewhere { get; init; } = [];

    /// <summary>Where the newest build failed, when it did and that is known.</summary>
    public FailedStage? LastFailure { get; init; }
}

/// <summary>The part of a build that failed, as far as it decides whether RetryImage can go on from there.</summary>
internal enum FailedStage
{
    /// <summary>Before there was an image: nothing to go on from.</summary>
    Build,

    /// <summary>A step of a test component failed: the image is bad, and a retry would test the same image.</summary>
    TestComponent,

    /// <summary>The test stage itself (no instance, agent not registered): the image may be good.</summary>
    TestMachinery,

    Distribution,
}
