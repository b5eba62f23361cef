using System.Text.Json;
using Amazon.Runtime;
using GoldenAmi.Aws;
using GoldenAmi.Aws.Credentials;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud;
using GoldenAmi.LocalCloud.Faults;
using GoldenAmi.Recipes;
using GoldenAmi.Tests.Builds;
using GoldenAmi.Tests.Builds.Running;

namespace GoldenAmi.Matrix.Tests;

/// <summary>A cloud in a folder of its own, for one row of the matrix. Clocks are virtual: a delay costs no time.</summary>
internal sealed class MatrixWorld : IAsyncDisposable
{
    public const string Account = "111122223333";

    private readonly string _folder = Directory.CreateTempSubdirectory("golden-ami-matrix-").FullName;
    private readonly Gate _gate = new();
    private int _writes;
    private int? _dieAt;
    private Cloud? _cloud;

    private Cloud Cloud => _cloud ?? throw new InvalidOperationException("The cloud is not open.");

    /// <summary>How often the cloud wrote its state.</summary>
    public int Writes => Volatile.Read(ref _writes);

    private bool IsDead => _dieAt is { } at && Writes > at;

    /// <param name="dieAt">After so many writes of its state the cloud's process is dead: nothing is written or answered any more; null: never.</param>
    public static async Task<MatrixWorld> OpenAsync(FaultPlan? faults = null, int? dieAt = null)
    {
        var world = new MatrixWorld { _dieAt = dieAt };
        await world.StartAsync(faults ?? new FaultPlan([]));
        return world;
    }

    /// <summary>The process that held the folder is dead; the next one opens it.</summary>
    public async Task ReopenAsync()
    {
        try
        {
            await Cloud.DisposeAsync();
        }
        catch (Exception death) when (IsKill(death))
        {
        }

        _dieAt = null;
        await StartAsync(new FaultPlan([]));
    }

    /// <summary>A line to this cloud.</summary>
    public Line Line(Point? killBefore = null, Point? killAfter = null, Action<Point>? onCall = null) =>
        new(new Unowned(this), _gate) { KillBefore = killBefore, KillAfter = killAfter, OnCall = onCall ?? (_ => { }) };

    /// <summary>What is kept in the folder.</summary>
    public JsonElement State() => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder, "cloud", "cloud.json"))).RootElement;

    /// <summary>Disk files of images, whole or half.</summary>
    public IReadOnlyList<string> Files() => Directory.Exists(Path.Combine(_folder, "images"))
        ? Directory.GetFiles(Path.Combine(_folder, "images"), "*", SearchOption.AllDirectories)
        : [];

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Cloud.DisposeAsync();
        }
        catch (Exception death) when (IsKill(death))
        {
        }

        Directory.Delete(_folder, recursive: true);
    }

    public static bool IsKill(Exception failure) => failure is KilledException
        || (failure is AggregateException several && several.InnerExceptions.Any(IsKill))
        || (failure.InnerException is { } inner && IsKill(inner));

    private async Task StartAsync(FaultPlan faults) => _cloud = await Cloud.OpenAsync(
        new CloudOptions
        {
            StateFolder = Path.Combine(_folder, "cloud"),
            Machines = new PlayedMachines(Play.Steps((_, ct) => _gate.PassAsync(ct)), _folder),
            Time = new CloudTime(),
            Faults = faults,
            OnWrite = () =>
            {
                Interlocked.Increment(ref _writes);
                if (IsDead)
                {
                    throw new KilledException();
                }
            },
        },
        CancellationToken.None);

    /// <summary>Goes on by itself, as two builds' names hold their moments, and by each delay at once.</summary>
    private sealed class CloudTime : TimeProvider
    {
        private readonly QuickTime _quick = new();
        private readonly long _start = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => _quick.GetUtcNow() + System.GetElapsedTime(_start);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => _quick.CreateTimer(callback, state, dueTime, period);
    }

    // The clients dispose their handler; the cloud's is the cloud's.
    private sealed class Unowned(MatrixWorld world) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _cloud = new(world.Cloud.Handler, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = world.IsDead ? throw new KilledException() : await _cloud.SendAsync(request, cancellationToken);
            return world.IsDead ? throw new KilledException() : answer;
        }

        protected override void Dispose(bool disposing)
        {
            _cloud.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>One run of the program.</summary>
internal sealed class Run(string id, Line line, bool withRole)
{
    public Line Line => line;

    public RecordedReport Report { get; } = new();

    public async Task<RunEnd> BuildAsync(Recipe? recipe = null, BuildOptions? options = null, CancellationToken ct = default)
    {
        var time = new QuickTime();
        var open = new AwsConnection { Handler = line, Time = time };
        using var role = withRole ? new RoleCredentials(new RoleOrder { Role = $"arn:aws:iam::{MatrixWorld.Account}:role/golden-ami", Region = "us-east-1", Duration = TimeSpan.FromHours(12) }, new Issuer(), open, _ => { }) : null;
        using var clients = new AwsClients(open with { Credentials = role ?? (AWSCredentials)new BasicAWSCredentials(MatrixWorld.Account, "secret") });
        try
        {
            var end = await new Builder(clients, time, Report).BuildAsync(recipe ?? CloudWorld.Web(), (options ?? new BuildOptions()) with
            {
                Timeout = TimeSpan.FromDays(10),
                RunTags = new SortedDictionary<string, string>(StringComparer.Ordinal) { [ImageTags.Run] = id },
            }, ct);
            return new RunEnd(Ending.Done, end, "");
        }
        catch (UserErrorException refusal)
        {
            return new RunEnd(refusal.Ending, null, string.Join(' ', refusal.Diagnostics.Select(problem => problem.Message)));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return new RunEnd(Ending.Cancelled, null, "");
        }
        catch (Exception death) when (MatrixWorld.IsKill(death))
        {
            return new RunEnd(null, null, "killed");
        }
        catch (Exception bug)
        {
            return new RunEnd(Ending.Bug, null, bug.ToString());
        }
    }

    /// <summary>An issuer of unsigned identity tokens, which LocalCloud does not check.</summary>
    private sealed class Issuer : IIdentityTokenSource
    {
        public Task<IdentityToken> RequestAsync(CancellationToken cancellationToken)
        {
            var claims = """{"iss":"https://token.actions.githubusercontent.com","aud":"sts.amazonaws.com","sub":"repo:acme/images:ref:refs/heads/main","exp":4102444800}""";
            static string Part(string json) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
            return Task.FromResult(IdentityToken.Read($"{Part("""{"alg":"RS256"}""")}.{Part(claims)}.{Part("signature")}"));
        }
    }
}

/// <summary>How a run ended.</summary>
/// <param name="Ending">Null: it was killed.</param>
internal sealed record RunEnd(Ending? Ending, BuildEnd? End, string Why)
{
    public BuildResult? Result => (End as BuildEnd.Released)?.Result;

    public override string ToString() => End is BuildEnd.Released released ? released.Result.Outcome.ToString() : $"{Ending?.ToString() ?? "killed"} {Why}".Trim();
}
