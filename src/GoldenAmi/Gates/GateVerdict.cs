using GoldenAmi.Recipes;

namespace GoldenAmi.Gates;

/// <summary>What became of an image's findings. Each list is sorted: the worst severity first, then by id and package.</summary>
/// <param name="Rule">The recipe's.</param>
/// <param name="Failing">They hold the image back.</param>
/// <param name="Ignored">They would, and the recipe ignores them.</param>
/// <param name="Passing">They are under the threshold, or without a fix where only fixable ones count.</param>
public sealed record GateVerdict(VulnerabilityRule Rule, IReadOnlyList<Finding> Failing, IReadOnlyList<IgnoredByRecipe> Ignored, IReadOnlyList<Finding> Passing)
{
    /// <summary>Entries of the recipe whose last day is over: they ignore nothing any more.</summary>
    public IReadOnlyList<IgnoredFinding> Expired { get; init; } = [];

    public bool IsPassed => Failing.Count == 0;
}

/// <summary>An image that its findings hold back in the home region.</summary>
/// <param name="AmiId">The home region's AMI, shared with nobody.</param>
public sealed record GateRefusal(string ImageArn, string Version, string Fingerprint, string AmiId, GateVerdict Verdict);
