using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GoldenAmi.Checks;
using GoldenAmi.Diagnostics;
using GoldenAmi.Forges;

namespace GoldenAmi.Action.Reports;

/// <summary>What <c>--json</c> prints at the end of <c>build</c> and <c>plan</c>. Members that a run does not know are left out.</summary>
internal sealed record RunResult
{
    public required string Outcome { get; init; }

    public required bool Changed { get; init; }

    public string? AmiId { get; init; }

    public required SortedDictionary<string, string> AmiIds { get; init; }

    public required IReadOnlyList<ImageResult> Images { get; init; }

    public string? ImageArn { get; init; }

    public string? Version { get; init; }

    public string? Fingerprint { get; init; }

    public string? Branch { get; init; }

    public required IReadOnlyList<PullRequestResult> PullRequests { get; init; }

    public IReadOnlyList<PlanRow>? Plan { get; init; }

    /// <summary>Of <c>plan</c>, what <c>apply</c> would do; null when the recipe has no pipeline.</summary>
    public ApplyResult? Apply { get; init; }

    /// <summary>What <c>check</c> found of a single image.</summary>
    public IReadOnlyList<CheckRow>? Check { get; init; }

    /// <summary>Why there is something to build.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Null when findings were not looked at, or there are several images: then they are in <see cref="Results"/>.</summary>
    public IReadOnlyList<FindingResult>? Findings { get; init; }

    /// <summary>One for each image of the run: each recipe, or each of its variants.</summary>
    public required IReadOnlyList<PartResult> Results { get; init; }

    public required IReadOnlyList<ProblemResult> Problems { get; init; }

    /// <summary>With several images, ids by region would be those of one of them only: they are in <see cref="Images"/> and <see cref="Results"/> alone.</summary>
    public static RunResult Of(RunSummary summary)
    {
        var parts = summary.Leaves.Select(PartResult.Of).ToList();
        var single = summary.Parts.Count == 0 ? parts[0] : null;
        return new RunResult
        {
            Outcome = summary.Outcome,
            Changed = summary.Changed,
            AmiId = single?.AmiId,
            AmiIds = single?.AmiIds ?? new SortedDictionary<string, string>(StringComparer.Ordinal),
            Images = [.. parts.SelectMany(part => part.Images)],
            ImageArn = single?.ImageArn,
            Version = single?.Version,
            Fingerprint = single?.Fingerprint,
            Branch = summary.Branch,
            PullRequests = [.. summary.AllMoves.Select(PullRequestResult.Of)],
            Plan = summary.Plan?.Rows,
            Apply = ApplyResult.Find(summary),
            Check = summary.Check?.Rows,
            Reasons = summary.Reasons,
            Findings = single?.Findings,
            Results = parts,
            Problems = [.. summary.Problems.Select(ProblemResult.Of)],
        };
    }
}

/// <summary>What came of one image of a run.</summary>
internal sealed record PartResult
{
    /// <summary>The recipe's name, with the variant's after a slash.</summary>
    public string? Image { get; init; }

    public required string Outcome { get; init; }

    public required bool Changed { get; init; }

    public string? AmiId { get; init; }

    public required SortedDictionary<string, string> AmiIds { get; init; }

    public required IReadOnlyList<ImageResult> Images { get; init; }

    public string? ImageArn { get; init; }

    public string? Version { get; init; }

    public string? Fingerprint { get; init; }

    public string? Branch { get; init; }

    public IReadOnlyList<PlanRow>? Plan { get; init; }

    /// <summary>Of <c>plan</c>, what <c>apply</c> would do; null when the recipe has no pipeline.</summary>
    public ApplyResult? Apply { get; init; }

    /// <summary>What <c>check</c> found.</summary>
    public IReadOnlyList<CheckRow>? Check { get; init; }

    /// <summary>Null when findings were not looked at.</summary>
    public IReadOnlyList<FindingResult>? Findings { get; init; }

    /// <summary>Why nothing was tried, or null.</summary>
    public string? Skipped { get; init; }

    public static PartResult Of(RunSummary summary)
    {
        var release = summary.Build?.Release;
        var home = summary.Build?.Recipe.Region.Value;
        var ids = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var image in release?.Images ?? [])
        {
            ids[image.Region.Value] = image.Id.Value;
        }

        return new PartResult
        {
            Image = summary.Image,
            Outcome = summary.Outcome,
            Changed = summary.Changed,
            AmiId = home is { } region ? ids.GetValueOrDefault(region.Value) : null,
            AmiIds = ids,
            Images = [.. (release?.Images ?? []).Select(ImageResult.Of), .. (release?.Copies ?? []).Select(ImageResult.Of)],
            ImageArn = release?.ImageArn ?? summary.Detached?.ImageArn ?? summary.Held?.Refusal.ImageArn,
            Version = release?.Version ?? summary.Detached?.Version ?? summary.Held?.Refusal.Version,
            Fingerprint = release?.Fingerprint ?? summary.Detached?.Fingerprint ?? summary.Held?.Refusal.Fingerprint,
            Findings = summary.Gates is { } gates ? FindingResult.Of(gates) : null,
            Branch = summary.Branch,
            Plan = summary.Plan?.Rows,
            Apply = ApplyResult.Find(summary),
            Check = summary.Check?.Rows,
            Skipped = summary.Skipped,
        };
    }
}

/// <summary>What <c>apply</c> would do, in the JSON of <c>plan</c>.</summary>
/// <param name="Changed">Whether it would do anything; it says nothing about a build.</param>
/// <param name="Plan">In the order in which it would be done.</param>
internal sealed record ApplyResult(bool Changed, IReadOnlyList<PlanRow> Plan)
{
    public static ApplyResult? Find(RunSummary summary) => summary.Plan?.Apply is { } apply ? new ApplyResult(apply.Changed, apply.Rows) : null;
}

/// <summary>An image of <c>images</c>, as output and in JSON.</summary>
internal sealed record ImageResult(string Region, string Account, string Architecture, string Id, string Name, string? Snapshot)
{
    /// <summary>An AMI of another account: its snapshot is that account's to see.</summary>
    public static ImageResult Of(Builds.CopiedImage image) => new(image.Region.Value, image.Account.Value, image.Architecture, image.Id.Value, image.Name, null);

    public static ImageResult Of(Builds.ReleasedImage image) =>
        new(image.Region.Value, image.Account.Value, image.Architecture, image.Id.Value, image.Name, image.SnapshotId);
}

/// <summary>What became of the references of one repository and channel: an entry of the output <c>pull-requests</c>, and in JSON.</summary>
/// <param name="Repository">As the recipe names it: <c>self</c>.</param>
/// <param name="State"><c>proposed</c>, <c>unchanged</c>, <c>withdrawn</c>, <c>nothing</c>, <c>waits</c> or <c>refused</c>.</param>
/// <param name="Number">Of the pull request; left out where there is none.</param>
/// <param name="Why">Why it waits or was refused.</param>
internal sealed record PullRequestResult(string Repository, string? Channel, string Branch, string State, string? Commit, int? Number, string? Url, string? Why)
{
    public static PullRequestResult Of(GroupMove move)
    {
        return move.End switch
        {
            ProposalEnd.Proposed proposed => Make("proposed", proposed.Change),
            ProposalEnd.Unchanged unchanged => Make("unchanged", unchanged.Change),
            ProposalEnd.NothingToPropose nothing => Make(nothing.Withdrawn ? "withdrawn" : "nothing"),
            ProposalEnd.Waits waits => Make("waits", why: waits.Why),
            ProposalEnd.Refused refused => Make("refused", why: string.Join(' ', refused.Diagnostics.Select(problem => $"{problem.Code}: {problem.Message}"))),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

        PullRequestResult Make(string state, ProposedChange? change = null, string? why = null) =>
            new(move.Group.Repository, move.Group.Channel, move.Branch, state, change?.Commit, change?.Number, change?.Url, why);
    }
}

/// <summary>A problem in JSON.</summary>
internal sealed record ProblemResult(string Code, string Severity, string Message, string Fix, string? File, int? Line, int? Column)
{
    public static ProblemResult Of(Diagnostic problem) =>
        new(problem.Code, problem.Severity == Diagnostics.Severity.Error ? "error" : "warning", problem.Message, problem.Fix,
            problem.Place?.File, problem.Place?.Line, problem.Place?.Column);
}

/// <summary>What <c>validate --json</c> prints.</summary>
internal sealed record ValidateResult(bool Valid, IReadOnlyList<ProblemResult> Problems);

/// <summary>What <c>local images --json</c> prints.</summary>
internal sealed record LocalImageResult(string Region, string Id, string File);

/// <summary>What <c>sweep --json</c> prints.</summary>
internal sealed record LeftoverResult(string Resource, string Region, string Act, string Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunResult))]
[JsonSerializable(typeof(ValidateResult))]
[JsonSerializable(typeof(IReadOnlyList<LocalImageResult>))]
[JsonSerializable(typeof(IReadOnlyList<LeftoverResult>))]
[JsonSerializable(typeof(IReadOnlyList<ImageResult>))]
[JsonSerializable(typeof(IReadOnlyList<PullRequestResult>))]
[JsonSerializable(typeof(IReadOnlyList<FindingResult>))]
[JsonSerializable(typeof(IReadOnlyList<PartResult>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    /// <summary>One line, for outputs.</summary>
    public static ReportJson Compact => Default;

    /// <summary>Indented, for standard output.</summary>
    public static readonly ReportJson Indented = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it is read by programs and people, never by a browser
    });
}
