using GoldenAmi.Diagnostics;
using GoldenAmi.Gates;
using GoldenAmi.Recipes;

namespace GoldenAmi.Builds;

/// <summary>How a build that got to its end came to its image.</summary>
public enum Outcome
{
    /// <summary>This run started the build.</summary>
    Built,

    /// <summary>The image was there already: nothing that decides its content had changed.</summary>
    Reused,

    /// <summary>Another run's build was followed to its end.</summary>
    Attached,

    /// <summary>The recipe's schedule built it, and this run took it into the release line.</summary>
    Adopted,
}

/// <summary>One input that decides the image's content.</summary>
/// <param name="Name">For example <c>parent</c>, or <c>component examples/web/components/nginx.yaml</c>.</param>
/// <param name="Value">Its value or <c>sha256:</c> digest.</param>
public sealed record FingerprintInput(string Name, string Value);

/// <summary>A phase of a run and when it went on, for the summary's chart.</summary>
public sealed record PhaseTime(string Name, DateTimeOffset Start, DateTimeOffset End);

/// <summary>A build that ended well.</summary>
public sealed record BuildResult
{
    public required Recipe Recipe { get; init; }

    public required Outcome Outcome { get; init; }

    public required Release Release { get; init; }

    /// <summary>What was compared to decide, sorted by name.</summary>
    public required IReadOnlyList<FingerprintInput> Inputs { get; init; }

    /// <summary>Every AMI of this recipe in the release's regions, older ones and the release's own.</summary>
    public required IReadOnlyList<LineageImage> Lineage { get; init; }

    /// <summary>Which inputs are others than those of the image that was released before; none when nothing was, or nothing changed.</summary>
    public IReadOnlyList<ValueChange> Changes { get; init; } = [];

    public IReadOnlyList<PhaseTime> Phases { get; init; } = [];

    /// <summary>What became of the image's findings; null when the recipe has no gate for them, or the image passed it in an earlier run.</summary>
    public GateVerdict? Gates { get; init; }

    /// <summary>The images of a recipe's variants as one result: the first one's, with the images and the lineage of all.</summary>
    /// <param name="variants">At least one.</param>
    public static BuildResult Union(IReadOnlyList<BuildResult> variants) => variants is [var only] ? only : variants[0] with
    {
        Release = variants[0].Release with
        {
            Images = [.. variants.SelectMany(variant => variant.Release.Images).OrderBy(image => image.Region).ThenBy(image => image.Architecture, StringComparer.Ordinal)],
            Copies = [.. variants.SelectMany(variant => variant.Release.Copies).OrderBy(image => image.Region).ThenBy(image => image.Account).ThenBy(image => image.Architecture, StringComparer.Ordinal)],
        },
        Lineage = [.. variants.SelectMany(variant => variant.Lineage).Distinct()],
    };
}

/// <summary>How a run of the road ended, when it did not throw.</summary>
public abstract record BuildEnd
{
    private BuildEnd()
    {
    }

    /// <summary>The image is in every region.</summary>
    public sealed record Released(BuildResult Result) : BuildEnd;

    /// <summary>The image is built and tested, and its findings hold it back in the home region.</summary>
    public sealed record Held(Recipe Recipe, GateRefusal Refusal, Diagnostic Problem) : BuildEnd;

    /// <summary><c>wait: false</c>: the build goes on in AWS and the next run attaches to it.</summary>
    public sealed record Detached(string ImageArn, string Fingerprint, string Version) : BuildEnd;
}
