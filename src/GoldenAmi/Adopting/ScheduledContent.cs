using Amazon.Imagebuilder.Model;
using GoldenAmi.Builds.Comparing;
using GoldenAmi.Builds.Images;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Adopting;

/// <summary>What AWS says that an image of a schedule, or the pipeline as it stands, is made with.</summary>
/// <param name="Named">As the image recipe names it: the parent as a parameter, components by their wildcards.</param>
/// <param name="Workflows">In order; Image Builder's own may be among them.</param>
/// <param name="RunsTests">False: somebody switched the tests off.</param>
internal sealed record ScheduledContent(ImageContent Named, IReadOnlyList<WorkflowConfiguration> Workflows, bool RunsTests);

/// <summary>An image of a schedule, and what it was really built from.</summary>
internal sealed record ScheduledImage(ImageBuild Build, ScheduledContent Content)
{
    /// <summary>The AMI that it was built upon, or null when nothing says it.</summary>
    public AmiId? Parent { get; init; }

    /// <summary>The versions of its components in order, as they were when it was built.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    /// <summary>A scan for vulnerabilities was asked for.</summary>
    public bool IsScanned { get; init; }

    /// <summary>What its own distribution was told, region by region.</summary>
    public IReadOnlyList<Amazon.Imagebuilder.Model.Distribution> Distributions { get; init; } = [];
}
