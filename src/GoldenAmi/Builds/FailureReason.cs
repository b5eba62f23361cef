using System.Text.RegularExpressions;

namespace GoldenAmi.Builds;

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

    /// <summary>What is known to lie behind an opaque reason, and what mends it; null when nothing is known.</summary>
    public static string? FindAdvice(string? reason) => Known.FirstOrDefault(known => known.Turn.IsMatch(reason ?? "")).Advice;

    // Turns of AWS's samples' debugging kit and of users' reports (spec/imagebuilder.md, 4 and 16).
    private static readonly (Regex Turn, string Advice)[] Known =
    [
        (NoAgent(), "the Systems Manager agent of the instance never registered: give the instance profile AmazonSSMManagedInstanceCore, the subnet a way to Systems Manager (internet or endpoints), and the parent the agent."),
        (NoReport(), "the component runner never reported: see that the instance can download it (endpoint of S3 with the bucket awstoe-<region>), and that the working directory may hold programs (/tmp is noexec on hardened images)."),
        (NoInstance(), "EC2 started no instance: check the instance types, their quota, the subnet's zone, and the instance profile's name."),
        (CleanUp(), "the clean-up before the snapshot failed: see the log's last lines; a package manager that still runs, a full disk or a changed sudo are the usual causes."),
        (MachineLost(), "the machine was lost, for example because the process that ran it was killed: run again."),
    ];

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

    [GeneratedRegex("in workflow step:?\\s+'?(?<step>[A-Za-z0-9_-]+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex WorkflowStep();

    [GeneratedRegex("Document\\s+(?<arn>arn:\\S+?)\\s+failed", RegexOptions.CultureInvariant)]
    private static partial Regex Document();

    [GeneratedRegex("not authorized|AccessDenied|UnauthorizedOperation|Forbidden|InvalidParameter|NotFound|does not exist|Duplicate|LimitExceeded|QuotaExceeded", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Permanent();
}
