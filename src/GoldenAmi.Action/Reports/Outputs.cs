using System.Text.Json;

namespace GoldenAmi.Action.Reports;

/// <summary>The outputs of the Action: the facts of a run for the next step of a workflow.</summary>
internal static class Outputs
{
    /// <summary>Every output and what it means, sorted by name; <c>action.yml</c> says the same.</summary>
    public static readonly IReadOnlyList<(string Name, string Description)> All =
    [
        ("ami-id", "Id of the image in the home region; empty when the run has several images."),
        ("ami-ids", "JSON object: region to AMI id; empty when the run has several images."),
        ("branch", "Branch that moves the files which name an older image; empty when there is none."),
        ("changed", "true when this run brought a new image (plan, check: when a build would), otherwise false."),
        ("findings", "JSON list of the findings that a gate judged: id, severity, package, fixedIn, verdict (fails, ignored, passes), reason; empty when none was."),
        ("fingerprint", "Digest of everything that decides the image's content, sha256:…"),
        ("image-arn", "ARN of the Image Builder image."),
        ("images", "JSON list of the images: region, account, architecture, id, name, and the snapshot of those of the account that builds."),
        ("outcome", "built, adopted, reused, attached, detached, planned, checked, applied, moved, unchanged, refused or failed."),
        ("pull-requests", "JSON list of what became of the references, by repository and channel: repository, channel, branch, state, commit, number, url, why."),
        ("reasons", "JSON list of sentences: what check found newer, changed, stale or revoked, or which inputs made a new image."),
        ("report", "Path of the run's report in Markdown, relative to the repository's root."),
        ("results", "JSON list with an object for each image of the run: image, outcome, changed, amiId, amiIds, images, imageArn, version, fingerprint, branch."),
        ("version", "The image's version, for example 1.4.0."),
    ];

    /// <summary>The outputs of this run, all of them, in the order of <see cref="All"/>; what a run does not know is empty.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(RunSummary summary, string report)
    {
        var result = RunResult.Of(summary);
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ami-id"] = result.AmiId ?? "",
            ["ami-ids"] = JsonSerializer.Serialize(result.AmiIds, ReportJson.Compact.SortedDictionaryStringString),
            ["branch"] = result.Branch ?? "",
            ["changed"] = result.Changed ? "true" : "false",
            ["findings"] = result.Findings is null ? "" : JsonSerializer.Serialize(result.Findings, ReportJson.Compact.IReadOnlyListFindingResult),
            ["fingerprint"] = result.Fingerprint ?? "",
            ["image-arn"] = result.ImageArn ?? "",
            ["images"] = JsonSerializer.Serialize(result.Images, ReportJson.Compact.IReadOnlyListImageResult),
            ["outcome"] = result.Outcome,
            ["pull-requests"] = JsonSerializer.Serialize(result.PullRequests, ReportJson.Compact.IReadOnlyListPullRequestResult),
            ["reasons"] = JsonSerializer.Serialize(result.Reasons, ReportJson.Compact.IReadOnlyListString),
            ["report"] = report,
            ["results"] = JsonSerializer.Serialize([.. result.Results.Select(part => part with { Plan = null, Check = null })], ReportJson.Compact.IReadOnlyListPartResult),
            ["version"] = result.Version ?? "",
        };
        return [.. All.Select(output => (output.Name, values[output.Name]))];
    }
}
