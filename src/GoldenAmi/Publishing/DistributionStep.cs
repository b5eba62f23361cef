using GoldenAmi.Builds.Images;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Publishing;

/// <summary>The next step that brings a tested image to every region.</summary>
internal abstract record DistributionStep
{
    private DistributionStep()
    {
    }

    /// <summary>It is everywhere.</summary>
    /// <param name="Images">One per wanted region, sorted by region.</param>
    internal sealed record Complete(IReadOnlyList<RegionalAmi> Images) : DistributionStep
    {
        /// <summary>The AMIs of other accounts, sorted by region and account.</summary>
        public IReadOnlyList<AccountCopy> Copies { get; init; } = [];
    }

    /// <summary>A distribution of this image goes on: follow it.</summary>
    internal sealed record Attach(ImageBuild Distribution) : DistributionStep;

    /// <summary>The newest distribution failed: call RetryImage.</summary>
    internal sealed record Retry(ImageBuild Distribution) : DistributionStep;

    /// <summary>Distribute to the regions that lack the image, a copy in another account, or a permission.</summary>
    /// <param name="Regions">At least one, sorted. The home region only for other accounts' sake.</param>
    /// <param name="Attempt">How many distributions of this image there were: part of the idempotency token.</param>
    internal sealed record Start(IReadOnlyList<Region> Regions, int Attempt) : DistributionStep;

    /// <summary>The home region's AMI is gone: there is nothing to copy from.</summary>
    internal sealed record SourceLost(AmiId? Id) : DistributionStep;
}

/// <summary>An AMI that Image Builder says to have made in another account.</summary>
/// <param name="Distribution">The image that made it.</param>
/// <param name="IsVerified">A run looked at it before, or said that it could not.</param>
internal sealed record AccountCopy(Region Region, AccountId Account, AmiId Id, string Name, ImageArn Distribution, bool IsVerified);
