using GoldenAmi.Builds.Comparing;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Gates;
using GoldenAmi.Identifiers;
using GoldenAmi.Locks;
using GoldenAmi.Recipes;

namespace GoldenAmi.Checks;

/// <summary>Everything that a check looks at. What was not seen is null and has its reason in <see cref="NotSeen"/>.</summary>
internal sealed record CheckFacts(Recipe Recipe, DateTimeOffset Now)
{
    /// <summary>What the lock pins of this image, or null without a lock.</summary>
    public ImageLock? Lock { get; init; }

    /// <summary>The recipe with everything that floats at its newest.</summary>
    public ResolvedRecipe? Newest { get; init; }

    /// <summary>The recipe as a build would take it: with its pins. The same as <see cref="Newest"/> without a lock.</summary>
    public ResolvedRecipe? Pinned { get; init; }

    /// <summary>Whether it was seen what is released.</summary>
    public bool SawReleased { get; init; }

    /// <summary>The newest released image, or null when there is none.</summary>
    public ReleasedBuild? Released { get; init; }

    /// <summary>The newest image that is newer than the released one and that its gates hold back, or null for none.</summary>
    public ImageBuild? Held { get; init; }

    /// <summary>What the released one is made of, or null when that is gone or was not seen.</summary>
    public ImageContent? Content { get; init; }

    /// <summary>The AMIs that are or would be parents, as EC2 shows them now. One that is not in it is gone, or is no longer shared.</summary>
    public IReadOnlyDictionary<AmiId, ParentFacts>? Parents { get; init; }

    /// <summary>The findings of the released image's scan, or null when there is none.</summary>
    public IReadOnlyList<Finding>? Findings { get; init; }

    /// <summary>Why something was not seen: subject and reason.</summary>
    public IReadOnlyList<(string Subject, string Reason)> NotSeen { get; init; } = [];
}

/// <summary>A parent's AMI.</summary>
/// <param name="DeprecatedAt">From when on its maker advises against it, or null.</param>
internal sealed record ParentFacts(DateTimeOffset? CreatedAt, DateTimeOffset? DeprecatedAt, bool IsDisabled);
