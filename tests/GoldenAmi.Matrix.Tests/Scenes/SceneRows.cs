using GoldenAmi.Builds;
using GoldenAmi.LocalCloud.Faults;

namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary>
/// Makes the rows of a scene from the calls that the plain build does not make: each throttled and failing for good; each that writes, its answer lost too, and the run killed before and after
/// it; the run killed before every third that only looks; the run cancelled at the same calls; run and cloud dead at some writes of the cloud's state; and two runs at the same moment. After a kill the next run completes the work, and the one after it finds nothing to write.
/// </summary>
internal sealed class SceneRows(Scene scene, string template)
{
    private const int Attempts = 5;

    /// <summary>The exit code of a run that was cancelled.</summary>
    private const int Cancelled = 130;

    /// <summary>Calls that only look. One that is killed after such a call is the same as one that is killed before the next.</summary>
    private static readonly string[] Reading = ["Get", "List", "Describe", "Head", "Assume"];

    /// <summary>Of the calls that only look, before every so manieth the run is killed.</summary>
    private const int Sample = 3;

    /// <summary>At so many writes of its state, first and last and evenly between, the cloud dies.</summary>
    private const int Deaths = 6;

    private static readonly OnCancel[] Wishes = Enum.GetValues<OnCancel>();

    /// <param name="plain">The points of the plain build.</param>
    public static async Task<SceneRowsMade> MakeAsync(Scene scene, HashSet<Point> plain)
    {
        var template = await SceneWorld.MakeTemplateAsync(scene);
        var rows = new SceneRows(scene, template);
        await using var world = await SceneWorld.OpenAsync(scene, template);
        var (line, before) = (world.Line(), world.Cloud.Writes);
        var end = await world.PlayAsync(line);
        var writes = world.Cloud.Writes - before;
        string[] problems = [.. end.Exit == scene.Exit ? Array.Empty<string>() : [$"it ends with {end}"], .. await world.JudgeAsync()];
        var seen = line.Seen.Where(point => point.IsSure).Intersect(await SeenAgainAsync(scene, template)).ToList();
        return problems.Length == 0
            ? new SceneRowsMade([.. seen.Where(point => !plain.Contains(point)).SelectMany(rows.Of), .. rows.DeathsOf(writes), rows.AtOnce(1), rows.AtOnce(2)], line.Seen, template)
            : throw new InvalidOperationException($"{scene.Name}: when nothing happens: {string.Join("; ", problems)}");
    }

    /// <summary>The calls of another run: where several images ask together, which questions meet in one call is chance, and a point is one that both runs have.</summary>
    private static async Task<IReadOnlyCollection<Point>> SeenAgainAsync(Scene scene, string template)
    {
        await using var world = await SceneWorld.OpenAsync(scene, template);
        var line = world.Line();
        await world.PlayAsync(line);
        return line.Seen;
    }

    private IEnumerable<Row> Of(Point point, int number)
    {
        var fault = new Fault(point.Operation, FaultKind.Throttle) { Since = point.Since, After = point.Number };
        var isWrite = IsWrite(point);
        yield return Faulty(fault, "throttled");
        yield return Outage(fault with { Kind = FaultKind.ServerError, Times = Attempts }, point);
        if (isWrite || number % Sample == 0)
        {
            yield return Kill("killed before", point, world => world.Line(killBefore: point));
            yield return Cancel(point, Wishes[number % Wishes.Length]);
        }

        if (isWrite)
        {
            yield return Faulty(fault with { Kind = FaultKind.AnswerLost }, "answer lost");
            yield return Kill("killed after", point, world => world.Line(killAfter: point));
        }
    }

    private Row Faulty(Fault fault, string word) => new(scene.Name, $"{word}: {fault.Operation} {fault.After} since {fault.Since ?? "the start"}", async () =>
    {
        var plan = new FaultPlan([fault]);
        await using var world = await SceneWorld.OpenAsync(scene, template, plan);
        var end = await world.PlayAsync(world.Line());
        return [.. Wrong(end), .. plan.Met.Count == 0 ? ["the fault was not met"] : Array.Empty<string>(), .. await world.JudgeAsync()];
    });

    /// <summary>What a run can do without it does without; else it says which call AWS refused and what to do, ends with 1, and the next run completes it.</summary>
    private Row Outage(Fault fault, Point point) => new(scene.Name, $"all attempts fail: {point}", async () =>
    {
        await using var world = await SceneWorld.OpenAsync(scene, template, new FaultPlan([fault]));
        var end = await world.PlayAsync(world.Line());
        var next = await world.PlayAsync(world.Line());
        return
        [
            .. end.Exit == scene.Exit || end.Exit == 1 ? Array.Empty<string>() : [$"the run ends with {end}"],
            .. end.Exit != 1 || end.Said.Contains(Action(point), StringComparison.Ordinal) ? Array.Empty<string>() : [$"it does not name {Action(point)}: {end}"],
            .. end.Exit != 1 || end.Said.Contains("Fix: ", StringComparison.Ordinal) ? Array.Empty<string>() : [$"it does not say what to do: {end}"],
            .. Wrong(next, "the next run"),
            .. await world.JudgeAsync(),
        ];
    });

    private Row Kill(string what, Point point, Func<SceneWorld, Line> line) => new(scene.Name, $"{what}: {point}", async () =>
    {
        await using var world = await SceneWorld.OpenAsync(scene, template);
        var end = await world.PlayAsync(line(world));
        var next = await world.PlayAsync(world.Line());
        var quiet = world.Line();
        var last = await world.PlayAsync(quiet);
        return
        [
            .. end.Exit is null || end.Exit == scene.Exit ? Array.Empty<string>() : [$"the killed run ends with {end}"],
            .. Wrong(next, "the next run"),
            .. Wrong(last, "the run after it"),
            .. quiet.Seen.Where(IsWrite).Select(write => $"the run after it still writes: {write}"),
            .. await world.JudgeAsync(),
        ];
    });

    /// <summary>As SIGINT does. What the run built may be lost, once; the next run of the same command completes the work.</summary>
    private Row Cancel(Point call, OnCancel wish) => new(scene.Name, $"cancelled at: {call}", async () =>
    {
        await using var world = await SceneWorld.OpenAsync(scene, template);
        world.Lost = wish == OnCancel.Detach ? 0 : 1;
        using var cancel = new CancellationTokenSource();
        var line = world.Line(onCall: point =>
        {
            if (point == call)
            {
                cancel.Cancel();
            }
        });
        string[] said = scene.Command[0] is "build" or "collect" ? ["--on-cancel", wish.ToString().ToLowerInvariant()] : [];
        var end = await world.PlayAsync(line, said, cancel.Token);
        var next = await world.PlayAsync(world.Line());
        return
        [
            .. end.Exit == Cancelled || (end.Exit == scene.Exit && !line.Seen.Contains(call)) ? Array.Empty<string>() : [$"the cancelled run ends with {end}"],
            .. Wrong(next, "the next run"),
            .. await world.JudgeAsync(),
        ];
    });

    private IEnumerable<Row> DeathsOf(int writes) => !scene.OutlivesItsCloud ? []
        : Enumerable.Range(0, Deaths).Select(number => number * (writes - 1) / (Deaths - 1)).Distinct().Where(write => write >= 0).Select(Death);

    /// <summary>With <c>--local</c> the cloud dies with the run. A machine that is lost is a build that is lost; what was built is not.</summary>
    private Row Death(int write) => new(scene.Name, $"run and cloud die at write {write}", async () =>
    {
        await using var world = await SceneWorld.OpenAsync(scene, template);
        world.Lost = 1;
        world.Cloud.DieAfter(write);
        var end = await world.PlayAsync(world.Line());
        await world.Cloud.ReopenAsync();
        var next = await world.PlayAsync(world.Line());
        for (var runs = 1; runs < scene.RunsAfterDeath && next.Exit == 1; runs++)
        {
            next = await world.PlayAsync(world.Line());
        }

        return
        [
            .. end.Exit is null || end.Exit == scene.Exit ? Array.Empty<string>() : [$"the killed run ends with {end}"],
            .. Wrong(next, "the next run"),
            .. await world.JudgeAsync(),
        ];
    });

    private Row AtOnce(int number) => new(scene.Name, $"two runs at the same moment {number}", async () =>
    {
        await using var world = await SceneWorld.OpenAsync(scene, template);
        var ends = await Task.WhenAll(Enumerable.Range(1, 2).Select(_ => Task.Run(() => world.PlayAsync(world.Line()))));
        return [.. ends.SelectMany(end => Wrong(end)), .. await world.JudgeAsync()];
    });

    private static bool IsWrite(Point point) => !Reading.Any(word => point.Operation.StartsWith(word, StringComparison.Ordinal));

    /// <summary>What a policy allows, by which a call is told; of HeadObject the action is GetObject.</summary>
    private static string Action(Point point) => point.Operation == "HeadObject" ? "GetObject" : point.Operation;

    private IEnumerable<string> Wrong(ProgramEnd end, string who = "the run") => end.Exit == scene.Exit ? [] : [$"{who} ends with {end}, not {scene.Exit}"];
}

/// <summary>A scene's rows.</summary>
/// <param name="Seen">Every call of a run that nothing happens to.</param>
/// <param name="Template">The folder that the rows' worlds begin from.</param>
internal sealed record SceneRowsMade(IReadOnlyList<Row> Rows, IReadOnlyList<Point> Seen, string Template);
