using System.Text.RegularExpressions;

namespace GoldenAmi.Builds.Following;

/// <summary>Reads the reason that Image Builder gives for a failed image: prose, of which only a few turns are known (spec: AWS samples' debugging kit).</summary>
internal static partial class FailureReason
{
    /// <summary>The workflow step that the reason names (<c>… in workflow step ApplyTestComponents</c>), or null.</summary>
    public static string? FindWorkflowStep(string? reason) =>
        WorkflowStep().Match(reason ?? "") is { Success: true } match ? match.Groups["step"].Value : null;

    /// <summary>The component that the reason names (<c>Document arn:… failed!</c>), or null.</summary>
    public static string? FindDocument(string? reason) =>
        Document().Match(reason ?? "") is { Success: true } match ? match.Groups["arn"].Value : null;

    /// <summary>Whether trying again without a change cannot help: a missing permission, a missing thing, a full quota.</summary>
    public static bool IsPermanent(string? reason) => Permanent().IsMatch(reason ?? "");

    /// <summary>LocalCloud's reasons say themselves what to do: the reason without it, and it. Null for AWS's.</summary>
    public static (string Reason, string Fix)? FindFix(string? reason) =>
        LocalFix().Match(reason ?? "") is { Success: true } match ? (match.Groups["reason"].Value, match.Groups["fix"].Value) : null;

    /// <summary>What is known to lie behind an opaque reason, and what mends it; null when nothing is known.</summary>
    public static string? FindAdvice(string? reason) => Known.FirstOrDefault(known => known.Turn.IsMatch(reason ?? "")).Advice;

    // Turns of AWS's samples' debugging kit and of users' reports (spec/imagebuilder.md, 4 and 16).
    private static readonly (Regex Turn, string Advice)[] Known =
    [
        (NoCapacity(), "EC2 has none of the instance types free in this zone: name more of them in infrastructure.instanceTypes, or a subnet of another zone, or run again later."),
        (NoQuota(), "the account's quota of running instances (vCPUs) in the region is used up: wait for other builds to end, or ask for more under Service Quotas, 'Running On-Demand Standard instances'."),
        (NoProfile(), "the instance profile does not exist in this account, or has no role: check infrastructure.instanceProfile with 'aws iam get-instance-profile', and that its role has EC2InstanceProfileForImageBuilder."),
        (NoAddress(), "the subnet has no free address: name another subnet, or free addresses."),
        (NotInZone(), "an instance type is not offered in the subnet's zone: name other types, or a subnet of another zone."),
        (NoKey(), "the encryption key cannot be used: its policy must allow the service-linked role of EC2 and the role that builds to use it (kms:CreateGrant, kms:Decrypt, kms:GenerateDataKeyWithoutPlaintext)."),
        (NoDownload(), "the instance could not download the component runner: give it a way to S3 (internet, or a gateway endpoint whose policy allows the bucket ec2imagebuilder-managed-resources-<region>-prod)."),
        (DiskFull(), "the disk of the build machine is full: give the root volume a larger 'size', or remove in a step what the image does not need."),
        (NoAgent(), "the Systems Manager agent of the instance never registered: give the instance profile AmazonSSMManagedInstanceCore, the subnet a way to Systems Manager (internet or endpoints), and the parent the agent."),
        (NoReport(), "the component runner never reported: see that the instance can download it (endpoint of S3 with the bucket awstoe-<region>), and that the working directory may hold programs (/tmp is noexec on hardened images)."),
        (NoInstance(), "EC2 started no instance: check the instance types, their quota, the subnet's zone, and the instance profile's name."),
        (CleanUp(), "the clean-up before the snapshot failed: see the log's last lines; a package manager that still runs, a full disk or a changed sudo are the usual causes."),
        (MachineLost(), "the machine was lost, for example because the process that ran it was killed: run again."),
    ];

    [GeneratedRegex("InsufficientInstanceCapacity|do not have sufficient .*capacity", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NoCapacity();

    [GeneratedRegex("VcpuLimitExceeded|InstanceLimitExceeded|MaxSpotInstanceCountExceeded|vCPU (?:capacity|limit)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NoQuota();

    [GeneratedRegex("iamInstanceProfile|Invalid IAM Instance Profile|instance profile .*(?:not (?:found|exist)|does not exist|cannot be found|no role)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NoProfile();

    [GeneratedRegex("InsufficientFreeAddressesInSubnet", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NoAddress();

    [GeneratedRegex("not supported in your requested Availability Zone", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NotInZone();

    [GeneratedRegex("KMSKeyNotAccessible|InvalidKMSKey|Client\\.InvalidKMSKey|KMSAccessDenied", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NoKey();

    [GeneratedRegex("(?:awstoe|TOE).{0,80}(?:download|403|Forbidden|timed out)|(?:download|Forbidden|timed out).{0,80}awstoe", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex NoDownload();

    [GeneratedRegex("No space left on device|There is not enough space on the disk", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex DiskFull();

    [GeneratedRegex("InvalidInstanceId.*SendCommand|SSM agent", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex NoAgent();

    [GeneratedRegex("ListCommandInvocations.*terminal state Failed", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex NoReport();

    [GeneratedRegex("RunInstances|Launch(Build|Test)Instance", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NoInstance();

    [GeneratedRegex("RunSanitizeScript|RunSysPrepScript", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex CleanUp();

    [GeneratedRegex("machine lost", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex MachineLost();

    [GeneratedRegex("^(?<reason>LocalCloud could not go on: .*?) Fix: (?<fix>.*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex LocalFix();

    [GeneratedRegex("in workflow step:?\\s+'?(?<step>[A-Za-z0-9_-]+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex WorkflowStep();

    [GeneratedRegex("Document\\s+(?<arn>arn:\\S+?)\\s+failed", RegexOptions.CultureInvariant)]
    private static partial Regex Document();

    [GeneratedRegex("not authorized|AccessDenied|UnauthorizedOperation|Forbidden|InvalidParameter|NotFound|does not exist|Duplicate|LimitExceeded|QuotaExceeded", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Permanent();
}
