using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Reports;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Forges;
using GoldenAmi.Locks;
using GoldenAmi.References;
using GoldenAmi.Reports;

namespace GoldenAmi.Action.Runs;

/// <summary>Moves the consumers to a release and tells what came of it. What is refused leaves the release as it is: its ids are told all the same.</summary>
internal sealed class MoveRun(ProgramContext context, Settings settings, IReport report)
{
    // What a token may not do is no failure of a run that was not told to open pull requests
    private static readonly string[] OfPermissions = [ErrorCode.ForgeNotPermitted, ErrorCode.ForgePullRequestsNotAllowed];

    /// <returns>The summary with what was moved; its ending is <see cref="Ending.Refused"/> when a proposal was refused.</returns>
    public Task<RunSummary> MoveAsync(RecipeArrival arrival, MoveOrder order, CancellationToken cancellationToken) => order.Recipe.References.Count == 0
        ? Task.FromResult(arrival.Summary)
        : RunAsync(arrival.Summary, order.Recipe.RepositoryRoot, (forge, tell) => new Mover(forge.Access, context.Programs, context.Time)
            .MoveAsync(order with { Channels = settings.Channels, Story = Story(arrival, order) }, tell, cancellationToken), cancellationToken);

    /// <summary>The same for a lock, which is a file of the recipe's own repository.</summary>
    public Task<RunSummary> ProposeAsync(RecipeArrival arrival, LockChange change, CancellationToken cancellationToken) =>
        RunAsync(arrival.Summary, change.Recipe.RepositoryRoot, async (forge, tell) =>
        {
            var move = await new LockProposer(forge.Access, context.Programs, context.Time).ProposeAsync(change, cancellationToken);
            tell(move);
            return [move];
        }, cancellationToken);

    private async Task<RunSummary> RunAsync(
        RunSummary summary, string root, Func<ForgeOfRun, Action<GroupMove>, Task<IReadOnlyList<GroupMove>>> propose, CancellationToken cancellationToken)
    {
        if (settings.Bump == BumpWish.None)
        {
            return summary;
        }

        using var network = context.Edges.Forges is null ? new SocketsHttpHandler { AllowAutoRedirect = false } : null;
        try
        {
            var forge = await ForgeOfRun.ChooseAsync(context, settings, root, context.Edges.Forges ?? network!, cancellationToken);
            report.Say("bump", forge.Why);
            var moves = await propose(forge, move => Tell(move, forge));
            var problems = moves.SelectMany(move => Problems(move, forge)).ToList();
            return summary with
            {
                Moves = moves,
                Ending = problems.Count > 0 ? Ending.Refused : summary.Ending,
                Problems = [.. summary.Problems, .. problems],
            };
        }
        catch (UserErrorException failure)
        {
            return new RunFailure(failure.Ending, failure.Diagnostics).Tell(summary, report) with { Outcome = summary.Outcome };
        }
    }

    /// <summary>What pull requests tell beside the places: asked for only when there is something to propose.</summary>
    private Func<IReadOnlyList<MovedId>, CancellationToken, Task<ReleaseStory>> Story(RecipeArrival arrival, MoveOrder order)
    {
        var teller = new StoryTeller(arrival.World.Clients, context.Programs);
        var known = new ReleaseStory
        {
            Tests = arrival.Images.SelectMany(image => image.Steps).ToList() is { Count: > 0 } steps
                ? new TestCounts(steps.Count(step => step.Outcome == CheckOutcome.Passed), steps.Count(step => step.Outcome != CheckOutcome.Passed))
                : null,
            RunUrl = WebLinks.Run(context),
        };
        return (moved, ct) => teller.TellAsync(order.Recipe, order.Release, known, moved, ct);
    }

    private void Tell(GroupMove move, ForgeOfRun forge)
    {
        foreach (var warning in move.End.Warnings)
        {
            report.Problem(warning);
        }

        switch (move.End)
        {
            case ProposalEnd.Proposed { Change: var change }:
                report.Say(move.Branch, $"{Carrier(change)} {Does(move, change)} to {(IsLock(move) ? "what is newest" : "the new image")}{Address(move, change)}");
                break;
            case ProposalEnd.Unchanged { Change: var change }:
                report.Say(move.Branch, $"{Carrier(change)} {Does(move, change)} already{Address(move, change)}");
                break;
            case ProposalEnd.NothingToPropose { Withdrawn: true }:
                report.Say(move.Branch, "taken back: nothing is left to move");
                break;
            case ProposalEnd.Waits waits:
                report.Say(move.Branch, $"waits: {waits.Why}");
                break;
            case ProposalEnd.Refused refused:
                var mild = Problems(move, forge).Count == 0;
                foreach (var problem in refused.Diagnostics)
                {
                    report.Problem(mild ? problem with { Severity = Severity.Warning } : problem);
                }

                break;
            default:
                break;
        }
    }

    private static IReadOnlyList<Diagnostic> Problems(GroupMove move, ForgeOfRun forge) =>
        move.End is ProposalEnd.Refused refused && !(forge.IsChosenHere && refused.Diagnostics.All(problem => OfPermissions.Contains(problem.Code))) ? refused.Diagnostics : [];

    /// <summary>A lock is one file and no place in it is a consumer's.</summary>
    private static bool IsLock(GroupMove move) => move.Group.Scopes.Count == 0;

    private static string Does(GroupMove move, ProposedChange change) => IsLock(move) ? $"moves {change.Files[0].Path}" : $"moves {Count(change)}";

    private static string Carrier(ProposedChange change) => change.Number is { } number ? $"pull request {number}" : $"commit {change.Commit[..12]}";

    private static string Address(GroupMove move, ProposedChange change) => $"{(move.Group.IsSelf ? "" : $" in {move.Group.Repository}")}{(change.Url is { } url ? $": {url}" : "")}";

    private static string Count(ProposedChange change)
    {
        var places = change.Files.Sum(file => file.Places);
        return $"{places} {(places == 1 ? "place" : "places")} in {change.Files.Count} {(change.Files.Count == 1 ? "file" : "files")}";
    }
}
