using GoldenAmi.Builds;
using GoldenAmi.Builds.Comparing;
using GoldenAmi.Checks;
using GoldenAmi.Diagnostics;
using GoldenAmi.Forges;
using GoldenAmi.Gates;
using GoldenAmi.Identifiers;
using GoldenAmi.Recipes;

namespace GoldenAmi.Action.Reports;

/// <summary>How a run ended, as it is told in the terminal, the step summary, the outputs and JSON: the same facts four times.</summary>
internal sealed record RunSummary
{
    /// <summary><c>build</c> or <c>plan</c>.</summary>
    public required string Command { get; init; }

    /// <summary><c>built</c>, <c>adopted</c>, <c>reused</c>, <c>attached</c>, <c>detached</c>, <c>planned</c>, <c>checked</c>, <c>applied</c>, <c>moved</c>, <c>unchanged</c>, <c>refused</c>, <c>failed</c>, or of a part <c>skipped</c>.</summary>
    public required string Outcome { get; init; }

    public required Ending Ending { get; init; }

    /// <summary>The image's name, or null when the recipe could not be read or there are several.</summary>
    public string? Image { get; init; }

    /// <summary>The image, or null when the run did not come to one.</summary>
    public BuildResult? Build { get; init; }

    /// <summary>The steps that checked the image, or were to; empty when no build was followed.</summary>
    public IReadOnlyList<CheckedStep> Steps { get; init; } = [];

    /// <summary>The build that goes on without this run, or null.</summary>
    public BuildEnd.Detached? Detached { get; init; }

    /// <summary>The image that its findings hold back, or null.</summary>
    public BuildEnd.Held? Held { get; init; }

    /// <summary>What became of the image's findings, or null when they were not looked at.</summary>
    public GateVerdict? Gates => Held?.Refusal.Verdict ?? Build?.Gates;

    /// <summary>What <c>plan</c> found, or what <c>apply</c> did; null for other commands.</summary>
    public PlanFacts? Plan { get; init; }

    /// <summary>What <c>check</c> found, or null for other commands.</summary>
    public CheckResult? Check { get; init; }

    /// <summary>Of a check: the recipe as it was checked.</summary>
    public Recipe? Recipe { get; init; }

    /// <summary>The lock file that was written, relative to the repository's root, or null.</summary>
    public string? LockWritten { get; init; }

    /// <summary>What became of the references, by repository and channel; empty when none were to be moved.</summary>
    public IReadOnlyList<GroupMove> Moves { get; init; } = [];

    /// <summary>What branches carry now.</summary>
    public IReadOnlyList<(GroupMove Move, ProposedChange Change)> Moved => [.. Moves.Select(move => (move, Change: ChangeOf(move))).Where(moved => moved.Change is not null).Select(moved => (moved.move, moved.Change!))];

    /// <summary>The images' files on this computer; empty without <c>--local</c>.</summary>
    public IReadOnlyList<LocalImage> LocalImages { get; init; } = [];

    /// <summary>What ended the run, in the order in which it was printed.</summary>
    public IReadOnlyList<Diagnostic> Problems { get; init; } = [];

    /// <summary>The whole run.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Why this image was not tried, in words; null when it was.</summary>
    public string? Skipped { get; init; }

    /// <summary>The recipes of the run, or the variants of the recipe; empty for a single image.</summary>
    public IReadOnlyList<RunSummary> Parts { get; init; } = [];

    /// <summary>The images: this one, or those of all parts.</summary>
    public IReadOnlyList<RunSummary> Leaves => Parts.Count == 0 ? [this] : [.. Parts.SelectMany(part => part.Leaves)];

    /// <summary>Which inputs are others than those of the image that was released before.</summary>
    public IReadOnlyList<ValueChange> InputChanges => Build?.Changes ?? Plan?.InputChanges ?? [];

    /// <summary>Why there is something to build, one sentence's part each: what <c>check</c> found, or which inputs changed.</summary>
    public IReadOnlyList<string> Reasons =>
    [
        .. (Check?.Rows ?? []).Where(row => row.IsChange).Select(row => $"{Image}: {row.Subject} {row.State}: {row.Reason}{(row.New is null ? "" : $" ({row.Old} → {row.New})")}"),
        .. InputChanges.Select(change => $"{Image}: {ContentComparison.Describe(change)}"),
        .. Parts.SelectMany(part => part.Reasons),
    ];

    /// <summary>What became of the references of all parts.</summary>
    public IReadOnlyList<GroupMove> AllMoves => [.. Parts.SelectMany(part => part.AllMoves), .. Moves];

    /// <summary>What the branches of all parts carry now.</summary>
    public IReadOnlyList<(GroupMove Move, ProposedChange Change)> AllMoved => [.. Parts.SelectMany(part => part.AllMoved), .. Moved];

    /// <summary>The branch of the recipe's own repository, or null.</summary>
    public string? Branch => Moved.Where(moved => moved.Move.Group.IsSelf).Select(moved => moved.Move.Branch).FirstOrDefault();

    private static ProposedChange? ChangeOf(GroupMove move) => move.End switch
    {
        ProposalEnd.Proposed proposed => proposed.Change,
        ProposalEnd.Unchanged unchanged => unchanged.Change,
        _ => null,
    };

    /// <summary>Whether this run brought a new image, or for <c>plan</c> and <c>check</c>, whether a build would.</summary>
    public bool Changed => Parts.Count > 0 ? Parts.Any(part => part.Changed) : Build is { Outcome: not Builds.Outcome.Reused } || (Plan?.Changed ?? Check?.Changed ?? false);

    /// <summary>Several summaries as one: the worst ending, and the outcome that weighs most.</summary>
    /// <param name="frame">What is told of the whole.</param>
    /// <param name="parts">At least one.</param>
    public static RunSummary Of(RunSummary frame, IReadOnlyList<RunSummary> parts) => new()
    {
        Command = frame.Command,
        Image = frame.Image,
        Outcome = Worst.Outcome(parts.Select(part => part.Outcome)),
        Ending = Worst.Ending(parts.Select(part => part.Ending)),
        Problems = [.. parts.SelectMany(part => part.Problems)],
        Parts = parts,
        Duration = frame.Duration,
    };
}

/// <summary>A disk image on this computer.</summary>
/// <param name="File">Relative to the repository's root: <c>.golden-ami/images/us-east-1/ami-0abc….qcow2</c>.</param>
internal sealed record LocalImage(Region Region, AmiId Id, string File);

/// <summary>A plan in rows for people.</summary>
/// <param name="Changed">Whether a build would make a new image.</param>
/// <param name="Decision">One sentence: what a build would do.</param>
internal sealed record PlanFacts(bool Changed, string Decision, IReadOnlyList<PlanRow> Rows, IReadOnlyList<FingerprintInput> Inputs)
{
    /// <summary>Whether a new image would be built.</summary>
    public bool NewImage { get; init; }

    public IReadOnlyList<ValueChange> InputChanges { get; init; } = [];

    /// <summary>What <c>apply</c> would do beside the build; null without a pipeline, or when this is <c>apply</c> itself.</summary>
    public PlanFacts? Apply { get; init; }

    public static PlanFacts Of(BuildPlan plan) => new(
        plan.Changed, plan.Decision,
        [.. plan.Operations.Select(operation => new PlanRow(operation.Operation, operation.Resource, operation.Reason) { Changes = operation.Changes.Count == 0 ? null : operation.Changes })],
        plan.Inputs) { NewImage = plan.NewImage, InputChanges = plan.InputChanges, Apply = plan.Apply is { } apply ? Of(apply) : null };
}

/// <param name="Operation">For example <c>create</c>, <c>reuse</c>.</param>
internal sealed record PlanRow(string Operation, string Resource, string Reason)
{
    /// <summary>Old and new values; null when there are none.</summary>
    public IReadOnlyList<ValueChange>? Changes { get; init; }
}
