using Amazon.Runtime;
using GoldenAmi.Action;
using GoldenAmi.Aws;
using GoldenAmi.LocalCloud.Faults;
using GoldenAmi.Matrix.Tests.Forges;
using GoldenAmi.Tests.Builds;
using GoldenAmi.Tests.Forges;

namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary>A scene's cloud and repository, for one row, and runs of the whole program in them.</summary>
internal sealed class SceneWorld(Scene scene, MatrixWorld cloud) : IAsyncDisposable
{
    public MatrixWorld Cloud => cloud;

    public RecipeFiles Files { get; } = new(cloud.Repository);

    /// <summary>The forge of its repository, or null.</summary>
    public FakeForge? Forge { get; set; }

    /// <summary>How many builds may have ended without an image: a machine that died with its cloud, or a cancelled build.</summary>
    public int Lost { get; set; }

    /// <summary>A folder with what is there before, from which the worlds of all rows begin; the caller removes it.</summary>
    public static async Task<string> MakeTemplateAsync(Scene scene)
    {
        var world = new SceneWorld(scene, await MatrixWorld.OpenAsync(setting: SettingOf(scene)));

        // What tells the program where the repository begins.
        world.Files.Write(".git/HEAD", "ref: refs/heads/main\n");
        await scene.SetAsync(world);
        await world.Cloud.CloseAsync();
        var folder = world.Cloud.Folder;
        var state = Path.Combine(folder, "cloud", "cloud.json");
        if (File.Exists(state))
        {
            await File.WriteAllTextAsync(state, scene.Edit(await File.ReadAllTextAsync(state)));
        }

        return folder;
    }

    public static async Task<SceneWorld> OpenAsync(Scene scene, string template, FaultPlan? faults = null)
    {
        var plan = faults ?? new FaultPlan([]);
        plan.IsAsleep = true;
        var world = new SceneWorld(scene, await MatrixWorld.OpenAsync(plan, setting: SettingOf(scene) with { Template = template }));
        await scene.BeginAsync(world);
        world.Cloud.Skip(scene.Later);
        plan.IsAsleep = false;
        return world;
    }

    /// <summary>What is wrong now that the runs are over.</summary>
    public async Task<IEnumerable<string>> JudgeAsync()
    {
        // Work behind the calls, that of a cancelled build for example, ends with the cloud.
        await cloud.CloseAsync();
        return scene.Problems(this);
    }

    /// <param name="onCall">Told of each call before it is sent.</param>
    public Line Line(Point? killBefore = null, Point? killAfter = null, Action<Point>? onCall = null) => cloud.Line(killBefore, killAfter, point =>
    {
        scene.OnCall(this, point);
        onCall?.Invoke(point);
    });

    /// <summary>The scene's command.</summary>
    public Task<ProgramEnd> PlayAsync(Line line) => PlayAsync(line, null);

    /// <summary>The scene's command, which is cancelled as by SIGINT.</summary>
    /// <param name="more">Further arguments.</param>
    public Task<ProgramEnd> PlayAsync(Line line, IReadOnlyList<string> more, CancellationToken ct) => RunAsync(line, scene.Later, [.. scene.Command, .. more], null, null, ct);

    /// <param name="forge">Its line to the forge; null: one to which nothing happens.</param>
    /// <param name="clone">Another folder of the same repository; null: the world's.</param>
    public async Task<ProgramEnd> PlayAsync(Line line, ForgeLine? forge, string? clone = null)
    {
        using var plain = Forge is null ? null : new ForgeLine(Forge);
        var end = await RunAsync(line, scene.Later, [.. scene.Command], forge ?? plain, clone);
        return forge is { IsDead: true } ? end with { Exit = null } : end;
    }

    /// <summary>An earlier run, which must end as said.</summary>
    public async Task RunAsync(int exit, params string[] arguments)
    {
        var end = await RunAsync(cloud.Line(), TimeSpan.Zero, arguments, null, null);
        if (end.Exit != exit)
        {
            throw new InvalidOperationException($"'{string.Join(' ', arguments)}' ends with {end}, not {exit}");
        }
    }

    /// <summary>An earlier run, which is killed after a call.</summary>
    public Task<ProgramEnd> DieAsync(Point after, params string[] arguments) => RunAsync(cloud.Line(killAfter: after), TimeSpan.Zero, arguments, null, null);

    /// <summary>Somebody's clients.</summary>
    public AwsClients Connect() => new(new AwsConnection { Handler = cloud.Line(), Credentials = new BasicAWSCredentials(MatrixWorld.Account, "secret"), Time = new QuickTime() });

    public ValueTask DisposeAsync()
    {
        Forge?.Dispose();
        return cloud.DisposeAsync();
    }

    private async Task<ProgramEnd> RunAsync(Line line, TimeSpan later, IReadOnlyList<string> arguments, HttpMessageHandler? forge, string? clone, CancellationToken ct = default)
    {
        await using var said = new StringWriter { NewLine = "\n" };
        using var output = TextWriter.Synchronized(said);
        var ending = await GoldenAmiProgram.RunAsync(
            new ProgramContext
            {
                Arguments = [.. arguments, .. arguments[0] is "build" or "collect" ? ["--timeout", "168h"] : Array.Empty<string>(), "--role", Identity.Role],
                Environment = scene.Variables,
                Output = output,
                Error = output,
                WorkingFolder = clone ?? cloud.Repository,
                ProgramFolder = AppContext.BaseDirectory,
                Time = new QuickTime(later),
                Edges = new Edges { Aws = line, Forges = forge },
            },
            ct);
        return new ProgramEnd(line.IsDead || cloud.IsDead ? null : ExitCode.Of(ending), said.ToString());
    }

    private static CloudSetting SettingOf(Scene scene) => new() { Findings = scene.Findings, Pace = scene.Pace };
}

/// <summary>How a run of the program ended.</summary>
/// <param name="Exit">Null: it was killed.</param>
/// <param name="Said">All that it wrote.</param>
internal sealed record ProgramEnd(int? Exit, string Said)
{
    public override string ToString() => $"{(Exit is { } code ? $"{code}" : "killed")}: {Said.ReplaceLineEndings(" / ")}";
}
