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

    [GeneratedRegex("in workflow step:?\\s+'?(?<step>[A-Za-z0-9_-]+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex WorkflowStep();

    [GeneratedRegex("Document\\s+(?<arn>arn:\\S+?)\\s+failed", RegexOptions.CultureInvariant)]
    private static partial Regex Document();

    [GeneratedRegex("not authorized|AccessDenied|UnauthorizedOperation|Forbidden|InvalidParameter|NotFound|does not exist|Duplicate|LimitExceeded|QuotaExceeded", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Permanent();
}
