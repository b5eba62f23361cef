using GoldenAmi.Builds;
using GoldenAmi.Builds.Images;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Publishing;

/// <summary>An image that was built and tested, and where it is now.</summary>
public sealed record PastRelease
{
    internal PastRelease(ImageBuild build, IReadOnlyList<PastImage> images) => (Arn, Version, Fingerprint, Images) = (build.Arn, build.Version, build.Tags.GetValueOrDefault(ImageTags.Fingerprint) ?? "", images);

    public ImageArn Arn { get; }

    /// <summary>Its version in the release line, for example <c>1.4.7</c>; the ARN of an adopted image of a schedule has another.</summary>
    public string Version { get; }

    public string Fingerprint { get; }

    /// <summary>The commit from which it was built, or null when no run said so.</summary>
    public string? Commit { get; init; }

    /// <summary>Regions in which it is not, or is disabled.</summary>
    public IReadOnlyList<Region> Missing => [.. Images.Where(image => image.Ami is null).Select(image => image.Region)];

    /// <summary>Size of the home region's root volume in GiB, or null.</summary>
    public int? RootGib => Images.Select(image => image.Ami?.RootGib).FirstOrDefault(size => size is not null);

    internal IReadOnlyList<PastImage> Images { get; }

    /// <summary>Whether it has an AMI of this id.</summary>
    public bool Has(AmiId id) => Images.Any(image => image.Named == id || image.Ami?.Id == id);

    /// <summary>The release as it is moved to; only when nothing is missing.</summary>
    public Release ToRelease() => new()
    {
        ImageArn = Arn.Value,
        Version = Version,
        Fingerprint = Fingerprint,
        Images = [.. Images.Select(image => image.Ami!).Select(ami => new ReleasedImage(ami.Region, ami.Account, ami.Architecture, ami.Id, ami.Name, ami.RootSnapshot ?? "") { Version = Version, ImageArn = Arn.Value })],
    };
}

/// <summary>A release in one region.</summary>
/// <param name="Named">The AMI that Image Builder names, there or not; null when it was never brought to the region.</param>
/// <param name="Ami">The AMI, when it is available.</param>
internal sealed record PastImage(Region Region, AmiId? Named, RegionalAmi? Ami);
