using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Locks;

/// <summary>What a lock file pins (docs/check.md).</summary>
/// <param name="File">Relative to the repository's root: <c>images/web/golden-ami.lock</c>.</param>
/// <param name="Images">By the name that an image has in AWS: <c>web</c>, <c>web-arm64</c>.</param>
public sealed record RecipeLock(string File, IReadOnlyDictionary<string, ImageLock> Images);

/// <summary>What one image is built from.</summary>
/// <param name="Parent">Null when the recipe's parent does not float.</param>
/// <param name="Components">Version by the recipe's own words: <c>amazon/update-linux@x.x.x</c> → <c>1.0.2</c>. Components with full versions are not in it.</param>
public sealed record ImageLock(LockedParent? Parent, IReadOnlyDictionary<string, string> Components)
{
    /// <summary>Whether both pin the same.</summary>
    public bool Pins(ImageLock other) => Parent?.From == other.Parent?.From && Parent?.Id == other.Parent?.Id && Parent?.Date == other.Parent?.Date
        && Components.Count == other.Components.Count && Components.All(component => other.Components.GetValueOrDefault(component.Key) == component.Value);
}

/// <summary>The AMI that a floating parent meant.</summary>
/// <param name="From">What the recipe says of its parent, <see cref="LockPins.SourceOf"/>: a pin of something else is none.</param>
/// <param name="Date">When the AMI was made, or null when that was not known.</param>
/// <param name="Place">Where the lock says so.</param>
public sealed record LockedParent(string From, AmiId Id, DateTimeOffset? Date, SourcePlace Place);
