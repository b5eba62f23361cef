using GoldenAmi.Matrix.Tests.Scenes;

namespace GoldenAmi.Matrix.Tests.Forges;

/// <summary>Makes the rows of a scene from the calls that it makes at its forge: each failing for good; each that writes, its answer lost, and the run killed before and after it; and what people do meanwhile.</summary>
internal sealed class ForgeRows(PullRequestScene scene, string template)
{
    public static async Task<SceneRowsMade> MakeAsync(PullRequestScene scene)
    {
        var template = await SceneWorld.MakeTemplateAsync(scene);
        var rows = new ForgeRows(scene, template);
        await using var world = await SceneWorld.OpenAsync(scene, template);
        using var line = new ForgeLine(world.Forge!);
        var aws = world.Line();
        var end = await world.PlayAsync(aws, line);
        string[] problems = [.. end.Exit == 0 ? Array.Empty<string>() : [$"it ends with {end}"], .. await world.JudgeAsync()];
        return problems.Length == 0
            ? new SceneRowsMade([.. line.Seen.SelectMany((seen, number) => rows.Of(number, seen.Request, seen.IsWrite)), rows.AtOnce(), rows.Closed(), rows.MovedBase()], aws.Seen, template)
            : throw new InvalidOperationException($"{scene.Name}: when nothing happens: {string.Join("; ", problems)}");
    }

    private IEnumerable<Row> Of(int number, string request, bool isWrite) =>
        from what in isWrite ? Enum.GetValues<ForgeMishap>() : [ForgeMishap.Broken]
        select new Row(scene.Name, $"{what}: {request}", async () =>
        {
            await using var world = await SceneWorld.OpenAsync(scene, template);
            using var line = new ForgeLine(world.Forge!) { Mishap = (number, what) };
            var end = await world.PlayAsync(world.Line(), line);
            var next = await world.PlayAsync(world.Line(), null);
            return
            [
                .. Allowed(what).Contains(end.Exit) ? Array.Empty<string>() : [$"the run ends with {end}"],
                .. end.Exit != 1 || end.Said.Contains("Fix: ", StringComparison.Ordinal) ? Array.Empty<string>() : [$"it does not say what to do: {end}"],
                .. Wrong(next),
                .. await world.JudgeAsync(),
            ];
        });

    private static int?[] Allowed(ForgeMishap what) => what switch
    {
        ForgeMishap.AnswerLost => [0],
        ForgeMishap.Broken => [0, 1],
        _ => [null],
    };

    private Row AtOnce() => new(scene.Name, "two runs at the same moment, each in its own clone", async () =>
    {
        await using var world = await SceneWorld.OpenAsync(scene, template);
        var other = Path.Combine(world.Cloud.Folder, "other");
        MatrixWorld.Copy(world.Cloud.Repository, other);
        var ends = await Task.WhenAll(Task.Run(() => world.PlayAsync(world.Line(), null)), Task.Run(() => world.PlayAsync(world.Line(), null, other)));
        return [.. ends.SelectMany(Wrong), .. await world.JudgeAsync()];
    });

    private Row Closed() => new(scene.Name, "somebody closed the pull request: it is left closed", async () =>
    {
        await using var world = await SceneWorld.OpenAsync(scene, template);
        await world.PlayAsync(world.Line(), null);
        world.Forge!.Pulls.Single().State = "closed";
        var next = await world.PlayAsync(world.Line(), null);
        return [.. Wrong(next), .. Verdict.Count("open pull requests", world.Forge.Pulls.Count(pull => pull.State == "open"), 0), .. Verdict.Count("pull requests", world.Forge.Pulls.Count, 1)];
    });

    private Row MovedBase() => new(scene.Name, "somebody else's commit is on the base when the pull request is opened", async () =>
    {
        await using var world = await SceneWorld.OpenAsync(scene, template);
        var forge = world.Forge!;
        forge.Meanwhile = (scene.Forge.Opening, () => forge.Git(
            "update-ref", "refs/heads/main", forge.Git("-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "commit-tree", "main^{tree}", "-p", "main", "-m", "Something else")));
        var end = await world.PlayAsync(world.Line(), null);
        return [.. Wrong(end), .. await world.JudgeAsync()];
    });

    private static IEnumerable<string> Wrong(ProgramEnd end) => end.Exit == 0 ? [] : [$"a run ends with {end}, not 0"];
}
