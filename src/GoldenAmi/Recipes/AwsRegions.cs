using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Recipes;

/// <summary>
/// The regions that AWS has. Checked only against the list in AWSSDK.Core 4.0.102.18; the pages that are to decide were not read for it: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html,
/// for China https://docs.amazonaws.cn/en_us/aws/latest/userguide/endpoints-arns.html, GovCloud https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/using-govcloud-endpoints.html,
/// Europe's sovereign cloud https://docs.aws.eu/esc/latest/userguide/. A test sees that no public region of the SDK's is lacking.
/// </summary>
internal static class AwsRegions
{
    public static IReadOnlyList<string> All { get; } =
    [
        "af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2",
        "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
        "ca-central-1", "ca-west-1", "cn-north-1", "cn-northwest-1", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2",
        "eu-west-1", "eu-west-2", "eu-west-3", "eusc-de-east-1", "il-central-1", "me-central-1", "me-south-1", "mx-central-1", "sa-east-1",
        "us-east-1", "us-east-2", "us-gov-east-1", "us-gov-west-1", "us-west-1", "us-west-2",
    ];

    /// <summary>The part of AWS that a region belongs to, as ARNs name it. Nothing is copied from one to another.</summary>
    public static string PartitionOf(Region region) => region.Value switch
    {
        var name when name.StartsWith("cn-", StringComparison.Ordinal) => "aws-cn",
        var name when name.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
        var name when name.StartsWith("eusc-", StringComparison.Ordinal) => "aws-eusc",
        _ => "aws",
    };

    /// <summary>The region that a text names; null when it is none, which is noted.</summary>
    public static Placed<Region>? Read(TextNode? text, ProblemList problems)
    {
        if (text is null)
        {
            return null;
        }

        if (All.Contains(text.Value) && Region.TryParse(text.Value, out var region))
        {
            return new Placed<Region>(region, text.Place);
        }

        problems.Add(
            ErrorCode.RecipeUnknownRegion,
            text.Place,
            $"Region '{ProblemList.Short(text.Value)}' is not an AWS region.",
            NearMiss.Find(text.Value, All) is { } near ? $"did you mean '{near}'?" : "write a region's name, for example us-east-1.");
        return null;
    }
}
