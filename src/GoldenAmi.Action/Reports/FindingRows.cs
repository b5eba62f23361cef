using GoldenAmi.Gates;

namespace GoldenAmi.Action.Reports;

/// <summary>A gate's findings in rows for people: what holds the image back first, then what the recipe ignores. What passes is only counted.</summary>
internal static class FindingRows
{
    public static readonly string[] Head = ["Finding", "Severity", "Package", "Fixed in", "Verdict"];

    public static IReadOnlyList<string[]> Of(GateVerdict verdict) =>
    [
        .. verdict.Failing.Select(finding => Row(finding, "holds back")),
        .. verdict.Ignored.Select(ignored => Row(ignored.Finding, Ignored(ignored))),
    ];

    /// <summary>For example <c>2 findings hold the image back, 1 is ignored, 14 pass (fail: high)</c>.</summary>
    public static string Count(GateVerdict verdict) =>
        $"{Number(verdict.Failing.Count, "holds", "hold")} the image back, {Number(verdict.Ignored.Count, "is", "are")} ignored, {Number(verdict.Passing.Count, "passes", "pass")} (fail: {verdict.Rule.Fail.ToString().ToLowerInvariant()}{(verdict.Rule.FixableOnly ? ", fixable only" : "")}).";

    private static string Number(int count, string one, string several) => count == 1 ? $"1 finding {one}" : $"{count} findings {several}";

    private static string Ignored(IgnoredByRecipe ignored) =>
        $"ignored{(ignored.Rule.Until is { } until ? $" until {until:yyyy-MM-dd}" : "")}{(ignored.Rule.Reason is { } reason ? $": {reason}" : "")}";

    private static string[] Row(Finding finding, string verdict) =>
        [finding.Vulnerability, finding.Severity.ToString().ToLowerInvariant(), finding.Package, finding.FixedIn ?? (finding.HasFix ? "there is a fix" : ""), verdict];
}

/// <summary>A finding in JSON.</summary>
/// <param name="Verdict"><c>fails</c>, <c>ignored</c> or <c>passes</c>.</param>
internal sealed record FindingResult(string Id, string Severity, string Package, string? FixedIn, string Verdict, string? Reason)
{
    public static IReadOnlyList<FindingResult> Of(GateVerdict verdict) =>
    [
        .. verdict.Failing.Select(finding => Of(finding, "fails", null)),
        .. verdict.Ignored.Select(ignored => Of(ignored.Finding, "ignored", ignored.Rule.Reason)),
        .. verdict.Passing.Select(finding => Of(finding, "passes", null)),
    ];

    private static FindingResult Of(Finding finding, string verdict, string? reason) =>
        new(finding.Vulnerability, finding.Severity.ToString().ToLowerInvariant(), finding.Package, finding.FixedIn, verdict, reason);
}
