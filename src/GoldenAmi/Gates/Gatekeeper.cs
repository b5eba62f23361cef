using GoldenAmi.Aws;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Following;
using GoldenAmi.Builds.Images;
using GoldenAmi.Builds.Resolving;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;
using GoldenAmi.Reports;

namespace GoldenAmi.Gates;

/// <summary>Holds an image in the home region until its findings are known and judged. An image that passed carries the gates' digest: it is not judged twice.</summary>
internal sealed class Gatekeeper(AwsClients clients, TimeProvider time, IReport report)
{
    /// <summary>Where the image is already, as a sentence; null: nothing left its home region.</summary>
    public string? Left { get; init; }

    /// <param name="wait">False: a scan that goes on is not waited for.</param>
    /// <exception cref="UserErrorException">GA0343: there is no scan to judge by.</exception>
    public async Task<GateAnswer> CheckAsync(ResolvedRecipe resolved, ImageBuild image, bool wait, DateTimeOffset deadline, CancellationToken ct)
    {
        if (resolved.Recipe.Gates.Vulnerabilities is not { } rule)
        {
            if (image.IsHeld)
            {
                await MarkAsync(resolved, image, NoGates, ct);
            }

            return new GateAnswer.Open(null);
        }

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var digest = GateDigest.Of(rule, today);
        if (image.Tags.GetValueOrDefault(ImageTags.Gates) == digest)
        {
            return new GateAnswer.Open(null);
        }

        var home = resolved.Recipe.Region.Value;
        var subject = $"scan of {resolved.Recipe.ResourceName} {image.Arn.Version}/{image.Arn.Build}";
        var images = new ImageReader(clients, home);
        var order = new WaitOrder<ImageView>(subject, token => images.GetAsync(image.Arn, token), view => IsDone(view) || !wait, view => Word(view), deadline);
        var view = await new Waiter(time, WaitPolicy.Build, report).WaitAsync(order, ct);
        if (!IsDone(view))
        {
            return new GateAnswer.Pending();
        }

        if (view.ScanStatus != ScanDone)
        {
            throw NoScan(resolved.Recipe, rule, view, Left);
        }

        var findings = await new FindingsReader(clients, home).ReadAsync(image.Arn, ct);
        var verdict = GatePlanner.Judge(rule, findings, today);
        foreach (var entry in verdict.Expired)
        {
            report.Problem(new Diagnostic(ErrorCode.IgnoredFindingExpired, $"'{entry.Id}' is ignored until {entry.Until:yyyy-MM-dd} only, which is over.", entry.Place, "remove the entry, or give it a new date and a reason.") { Severity = Severity.Warning });
        }

        report.Say(subject, $"findings that hold the image back: {verdict.Failing.Count}, ignored: {verdict.Ignored.Count}, passing: {verdict.Passing.Count}");
        if (!verdict.IsPassed)
        {
            return new GateAnswer.Closed(verdict);
        }

        await MarkAsync(resolved, image, digest, ct);
        return new GateAnswer.Open(verdict);
    }

    private Task MarkAsync(ResolvedRecipe resolved, ImageBuild image, string gates, CancellationToken ct) =>
        new ImageStarter(clients, report).MarkAsync(image.Arn, resolved.Recipe.Region.Value, new Dictionary<string, string>(StringComparer.Ordinal) { [ImageTags.Gates] = gates }, ct);

    /// <summary>The one problem that tells of a closed gate; the table of findings stands in the summary.</summary>
    public Diagnostic Tell(Recipe recipe, ImageBuild image, GateVerdict verdict)
    {
        const int most = 10;
        var lines = verdict.Failing.Take(most).Select(finding =>
            $"{finding.Vulnerability} ({finding.Severity.ToString().ToLowerInvariant()}{(finding.Package.Length == 0 ? "" : $", {finding.Package}")}{(finding.FixedIn is { } version ? $", fixed in {version}" : "")})");
        var more = verdict.Failing.Count > most ? $" and {verdict.Failing.Count - most} more" : "";
        return new Diagnostic(
            ErrorCode.GateFailed,
            $"{verdict.Failing.Count} {(verdict.Failing.Count == 1 ? "finding" : "findings")} of severity {verdict.Rule.Fail.ToString().ToLowerInvariant()} or above {(verdict.Failing.Count == 1 ? "holds" : "hold")} {recipe.ResourceName} {image.Arn.Version}/{image.Arn.Build} back: {string.Join("; ", lines)}{more}. {Left ?? $"Nothing left {recipe.Region.Value}."}",
            verdict.Rule.Place,
            verdict.Failing.Any(finding => finding.HasFix)
                ? "update the packages in a component or take a newer parent, then run again; what does not concern you goes into 'ignore' with a reason."
                : "take a newer parent, or put what does not concern you into 'ignore' with a reason and an 'until' date, then run again: the image is kept and not built anew.");
    }

    /// <summary>What an image passed that was built for gates which the recipe has no more.</summary>
    private const string NoGates = "none";

    internal const string ScanDone = "COMPLETED";

    private static bool IsDone(ImageView view) => !view.IsScanned || view.ScanStatus is ScanDone or "ABANDONED" or "FAILED" or "TIMED_OUT";

    private static string Word(ImageView view) => view.IsScanned ? view.ScanStatus?.ToLowerInvariant().Replace('_', ' ') ?? "pending" : "not asked for";

    private static UserErrorException NoScan(Recipe recipe, VulnerabilityRule rule, ImageView view, string? left) => new(Ending.Refused, new Diagnostic(
        ErrorCode.ScanMissing,
        view.IsScanned
            ? $"The scan of {view.Build.Arn} ended as {view.ScanStatus}: {(view.ScanReason ?? "the service gives no reason").TrimEnd('.')}. Without findings the gate of {recipe.ResourceName} cannot be judged. {left ?? $"Nothing left {recipe.Region.Value}."}"
            : $"{view.Build.Arn} was built without the scan that the gate of {recipe.ResourceName} needs. {left ?? $"Nothing left {recipe.Region.Value}."}",
        rule.Place,
        view.IsScanned
            ? $"see that Amazon Inspector scans EC2 in {recipe.Region.Value} and that Image Builder's service-linked role may read its findings, then build anew with --force."
            : "build anew: golden-ami build --force."));
}

/// <summary>What the gates say of an image.</summary>
internal abstract record GateAnswer
{
    private GateAnswer()
    {
    }

    /// <summary>It may leave.</summary>
    /// <param name="Verdict">Null when there is no gate, or it passed in an earlier run.</param>
    internal sealed record Open(GateVerdict? Verdict) : GateAnswer;

    /// <summary>It stays.</summary>
    internal sealed record Closed(GateVerdict Verdict) : GateAnswer;

    /// <summary>The scan goes on and is not to be waited for.</summary>
    internal sealed record Pending : GateAnswer;
}
