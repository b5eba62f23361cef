using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud.Faults;

namespace GoldenAmi.Matrix.Tests;

/// <summary>One row of the matrix: something that happens to runs, and whether all is well afterwards.</summary>
/// <param name="Group">Line of the table.</param>
/// <param name="Name">Which of the group it is.</param>
/// <param name="PlayAsync">Answers what is wrong; nothing when all is well.</param>
internal sealed record Row(string Group, string Name, Func<Task<IReadOnlyList<string>>> PlayAsync);

/// <summary>A build that nothing happens to: what the rows are made from.</summary>
internal sealed record Reference(IReadOnlyList<Point> Points, int Writes)
{
    public static async Task<Reference> TakeAsync()
    {
        await using var world = await MatrixWorld.OpenAsync();
        var run = new Run("run-1", world.Line(), withRole: true);
        var end = await run.BuildAsync();
        var problems = Verdict.Problems(world).ToList();
        return end.Result?.Outcome == Outcome.Built && problems.Count == 0
            ? new Reference([.. run.Line.Seen.Where(point => point.IsSure)], world.Writes)
            : throw new InvalidOperationException($"A build that nothing happens to ends with {end}; {string.Join("; ", problems)}");
    }
}

/// <summary>Makes the rows.</summary>
internal static class Rows
{
    /// <summary>It carries a token instead of a signature, so that neither credentials nor a date can be wrong.</summary>
    private const string Unsigned = "AssumeRoleWithWebIdentity";

    private const int Attempts = 5;

    private static int _rows;

    public static IReadOnlyList<Row> All(Reference reference) =>
    [
        .. reference.Points.SelectMany(Faults),
        .. reference.Points.SelectMany(Kills),
        .. Enumerable.Range(0, reference.Writes).Select(Death),
        .. reference.Points.SelectMany(Cancels),
        .. Enumerable.Range(0, 10).Select(number => AtOnce(2, number)),
        .. Enumerable.Range(0, 6).Select(number => AtOnce(5, number)),
        .. reference.Points.Select(KilledBesideAnother),
    ];

    private static IEnumerable<Row> Faults(Point point)
    {
        var fault = new Fault(point.Operation, FaultKind.ServerError) { Since = point.Since, After = point.Number };
        foreach (var kind in Enum.GetValues<FaultKind>().Where(kind => point.Operation != Unsigned || kind is not (FaultKind.ExpiredToken or FaultKind.ClockSkew)))
        {
            // Clocks differ in each row by another time: the client keeps a correction for the whole process.
            yield return FaultRow(fault with { Kind = kind, Duration = TimeSpan.FromMinutes(20 + (11 * (Interlocked.Increment(ref _rows) % 60))) });
        }

        yield return OutageRow(fault with { Times = Attempts });
    }

    private static Row FaultRow(Fault fault) => new($"one call: {Word(fault.Kind)}", Name(fault), async () =>
    {
        var plan = new FaultPlan([fault]);
        await using var world = await MatrixWorld.OpenAsync(plan);
        var end = await new Run("run-1", world.Line(), withRole: true).BuildAsync();
        return
        [
            .. Wrong(end, Outcome.Built),
            .. plan.Met.Count == 0 && fault.Kind != FaultKind.ClockSkew ? ["the fault was not met"] : Array.Empty<string>(),
            .. Verdict.Problems(world),
        ];
    });

    /// <summary>All attempts of one call fail. What a run can do without it does without; else it ends with 1, and the next run completes it.</summary>
    private static Row OutageRow(Fault fault) => new("one call: all attempts fail", Name(fault), async () =>
    {
        var plan = new FaultPlan([fault]);
        await using var world = await MatrixWorld.OpenAsync(plan);
        var end = await new Run("run-1", world.Line(), withRole: true).BuildAsync();
        if (end.Ending is Ending.Refused)
        {
            var next = await new Run("run-2", world.Line(), withRole: true).BuildAsync();
            return [.. next.Result is null ? [$"the next run ends with {next}"] : Array.Empty<string>(), .. Verdict.Problems(world)];
        }

        // Tags that are good to have are a warning, and the run that finds the image next puts them on.
        var after = fault.Operation == "TagResource" ? await new Run("run-2", world.Line(), withRole: true).BuildAsync() : end;
        return [.. Wrong(end, Outcome.Built), .. after.Result is null ? [$"the next run ends with {after}"] : Array.Empty<string>(), .. Verdict.Problems(world)];
    });

    private static IEnumerable<Row> Kills(Point call)
    {
        yield return Kill("the run is killed before a call", call, world => world.Line(killBefore: call));
        yield return Kill("the run is killed after a call", call, world => world.Line(killAfter: call));
    }

    private static Row Kill(string group, Point call, Func<MatrixWorld, Line> line) => new(group, $"{call}", async () =>
    {
        await using var world = await MatrixWorld.OpenAsync();
        var end = await new Run("run-1", line(world), withRole: true).BuildAsync();
        var next = await new Run("run-2", world.Line(), withRole: true).BuildAsync();
        return
        [
            .. end.Ending is null or Ending.Done ? Array.Empty<string>() : [$"the killed run ends with {end}"],
            .. next.Result is null ? [$"the next run ends with {next}"] : Array.Empty<string>(),
            .. Verdict.Problems(world),
        ];
    });

    /// <summary>With <c>--local</c> the cloud dies with the run. A machine that is lost is a build that is lost; what was built is not.</summary>
    private static Row Death(int write) => new("run and local cloud die at a write", $"write {write}", async () =>
    {
        await using var world = await MatrixWorld.OpenAsync(dieAt: write);
        var end = await new Run("run-1", world.Line(), withRole: false).BuildAsync();
        await world.ReopenAsync();
        var next = await new Run("run-2", world.Line(), withRole: false).BuildAsync();
        return
        [
            .. end.Ending is null or Ending.Done ? Array.Empty<string>() : [$"the killed run ends with {end}"],
            .. next.Result is null ? [$"the next run ends with {next}"] : Array.Empty<string>(),
            .. Verdict.Problems(world, lost: 1),
        ];
    });

    private static IEnumerable<Row> Cancels(Point call) => Enum.GetValues<OnCancel>().Select(wish => new Row(
        $"cancelled at a call, on-cancel: {wish.ToString().ToLowerInvariant()}", $"{call}", async () =>
        {
            await using var world = await MatrixWorld.OpenAsync();
            using var cancel = new CancellationTokenSource();
            var run = new Run("run-1", world.Line(onCall: point =>
            {
                if (point == call)
                {
                    cancel.Cancel();
                }
            }), withRole: true);
            var end = await run.BuildAsync(options: new BuildOptions { OnCancel = wish }, ct: cancel.Token);
            var next = await new Run("run-2", world.Line(), withRole: true).BuildAsync();
            return
            [
                .. end.Ending is Ending.Cancelled || (end.Ending is Ending.Done && !run.Line.Seen.Contains(call)) ? Array.Empty<string>() : [$"the cancelled run ends with {end}"],
                .. next.Result is null ? [$"the next run ends with {next}"] : Array.Empty<string>(),
                .. Verdict.Problems(world, lost: wish == OnCancel.Detach ? 0 : 1),
            ];
        }));

    private static Row AtOnce(int runs, int number) => new($"{runs} runs at the same moment", $"{number}", async () =>
    {
        await using var world = await MatrixWorld.OpenAsync();
        var ends = await Task.WhenAll(Enumerable.Range(1, runs).Select(run => Task.Run(() => new Run($"run-{run}", world.Line(), withRole: true).BuildAsync())));
        return
        [
            .. ends.Where(end => end.Result is null).Select(end => $"a run ends with {end}"),
            .. ends.Count(end => end.Result?.Outcome == Outcome.Built) == 1 ? Array.Empty<string>() : [$"the runs are {string.Join(", ", ends.Select(end => $"{end}"))}"],
            .. ends.Select(end => string.Join(' ', end.Result?.Release.Images.Select(image => image.Id.Value) ?? [])).Distinct().Count() == 1 ? Array.Empty<string>() : ["the runs name different images"],
            .. Verdict.Problems(world),
        ];
    });

    private static Row KilledBesideAnother(Point call) => new("one of two runs is killed after a call", $"{call}", async () =>
    {
        await using var world = await MatrixWorld.OpenAsync();
        var killed = Task.Run(() => new Run("run-1", world.Line(killAfter: call), withRole: true).BuildAsync());
        var other = await Task.Run(() => new Run("run-2", world.Line(), withRole: true).BuildAsync());
        var end = await killed;
        return
        [
            .. end.Ending is null or Ending.Done ? Array.Empty<string>() : [$"the killed run ends with {end}"],
            .. other.Result is null ? [$"the other run ends with {other}"] : Array.Empty<string>(),
            .. Verdict.Problems(world),
        ];
    });

    private static IEnumerable<string> Wrong(RunEnd end, Outcome wanted) =>
        end.Result?.Outcome == wanted ? [] : [$"the run ends with {end}, not {wanted}"];

    private static string Name(Fault fault) => $"{fault.Operation} {fault.After} since {fault.Since ?? "the start"}";

    private static string Word(FaultKind kind) => kind switch
    {
        FaultKind.AnswerLost => "its answer is lost",
        FaultKind.ClockSkew => "the clocks differ",
        FaultKind.ExpiredToken => "the credentials are over",
        FaultKind.Malformed => "half of its answer",
        FaultKind.Reset => "the connection breaks",
        FaultKind.ServerError => "an internal error",
        FaultKind.Slow => "late by hours",
        _ => "throttled",
    };
}
