using GoldenAmi.Builds.Images;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Builds.Sweeping;

/// <summary>Something that a dead run left in AWS, and what is to be done about it.</summary>
public abstract record Leftover
{
    private Leftover(Region region, string reason) => (Region, Reason) = (region, reason);

    /// <summary>Where it is.</summary>
    public Region Region { get; }

    /// <summary>Why it counts as left over, in words.</summary>
    public string Reason { get; }

    /// <summary>For example <c>ami-0abc…</c>, or an image's ARN.</summary>
    public abstract string Resource { get; }

    /// <summary><c>cancel</c> or <c>deregister</c>.</summary>
    public abstract string Act { get; }

    /// <summary>A build that nobody starts or follows.</summary>
    public sealed record LostBuild(ImageArn Image, Region Home, string Because) : Leftover(Home, Because)
    {
        /// <inheritdoc/>
        public override string Resource => Image.Value;

        /// <inheritdoc/>
        public override string Act => "cancel";
    }

    /// <summary>The AMI of a build that came to nothing. Its snapshots are deleted with it.</summary>
    public sealed record DeadAmi(AmiId Id, Region In, string Because) : Leftover(In, Because)
    {
        /// <inheritdoc/>
        public override string Resource => Id.Value;

        /// <inheritdoc/>
        public override string Act => "deregister";
    }
}
