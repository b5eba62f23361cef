using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder.Sharing;

/// <summary>What other accounts let the caller use in its region.</summary>
internal static class Shared
{
    private static readonly Dictionary<string, string> Reads = new(StringComparer.Ordinal)
    {
        [ResourceKinds.Component] = "imagebuilder:GetComponent",
        [ResourceKinds.ImageRecipe] = "imagebuilder:GetImageRecipe",
    };

    /// <summary>In the order in which they were made; none of the kinds that have no policies.</summary>
    public static IEnumerable<ResourceRecord> Resources(Call call, string kind) => Reads.TryGetValue(kind, out var action)
        ? call.State.Records.Resources.Where(each => each.Kind == kind && each.Account != call.Account && each.Region == call.Region && Admits(call, each.Arn, action))
        : [];

    public static IEnumerable<ImageRecord> Images(Call call) => call.State.Records.Images
        .Where(each => each.Account != call.Account && each.Region == call.Region && Admits(call, each.Arn, "imagebuilder:GetImage"));

    /// <summary>A guess: who may get a resource may also list and use it. On AWS a policy that was put must first be promoted to a resource share (RAM); LocalCloud has no RAM and counts each as promoted.</summary>
    private static bool Admits(Call call, string arn, string action) =>
        call.State.Records.Policies.Find(each => each.Arn == arn) is { } policy && ResourcePolicy.Parse(policy.Policy).Admits(call.Account, action, arn);
}
