namespace GoldenAmi.LocalCloud.Ec2;

/// <summary>The regions that an account has without opting in (AWS account management guide), and instance types that builds commonly use.</summary>
internal static class Regions
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1",
        "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
    ];

    public static IReadOnlyList<string> InstanceTypes { get; } =
    [
        .. from family in (string[])["c6i", "c7g", "c7i", "m5", "m6g", "m6i", "m7g", "m7i", "r6i", "r7g", "r7i", "t3", "t4g"]
           from size in (string[])["large", "medium", "xlarge", "2xlarge"]
           where size != "medium" || ArchitectureOf(family) == "arm64" || family == "t3"
           select $"{family}.{size}",
    ];

    /// <summary>Graviton's families have a <c>g</c> after the generation.</summary>
    public static string ArchitectureOf(string type) => type.Split('.')[0].EndsWith('g') ? "arm64" : "x86_64";
}
