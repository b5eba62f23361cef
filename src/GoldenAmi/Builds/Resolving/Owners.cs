using Amazon.Imagebuilder;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Builds.Resolving;

/// <summary>The owners of components and images, as recipes and as Image Builder's lists say them.</summary>
internal static class Owners
{
    /// <param name="owner"><c>amazon</c>, <c>self</c> or an account id.</param>
    public static Ownership Of(string owner) => owner switch
    {
        "amazon" => Ownership.Amazon,
        "self" => Ownership.Self,
        _ => Ownership.Shared,
    };

    /// <summary>What other accounts share comes in one list: the ARN tells whose it is.</summary>
    public static bool IsOf(string owner, string arn) => !AccountId.TryParse(owner, out _) || arn.Contains($":{owner}:", StringComparison.Ordinal);
}
