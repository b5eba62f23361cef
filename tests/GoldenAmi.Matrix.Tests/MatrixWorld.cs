using System.Text.Json;
using GoldenAmi.LocalCloud;
using GoldenAmi.LocalCloud.Faults;
using GoldenAmi.Machines;
using GoldenAmi.Tests.Builds;
using GoldenAmi.Tests.Builds.Running;

namespace GoldenAmi.Matrix.Tests;

/// <summary>A cloud in a folder of its own, for one row of the matrix. Clocks are virtual: a delay costs no time.</summary>
internal sealed class MatrixWorld : IAsyncDisposable
{
    public const string Account = "111122223333";

    private readonly string _folder = Directory.CreateTempSubdirectory("golden-ami-matrix-").FullName;
    private readonly Gate _gate = new();
    private readonly CloudSetting _setting;
    private int _writes;
    private readonly CloudTime _time = new();
    private int? _dieAt;
    private Cloud? _cloud;
    private bool _isClosed;

    private MatrixWorld(CloudSetting setting) => _setting = setting;

    /// <summary>Where the recipes are, when the world's runs are of the whole program.</summary>
    public string Repository => Directory.CreateDirectory(Path.Combine(Folder, "repository")).FullName;

    public string Folder => _folder;

    private Cloud Cloud => _cloud ?? throw new InvalidOperationException("The cloud is not open.");

    /// <summary>Which machines are lost as soon as they start.</summary>
    public Func<MachineOrder, bool> LoseMachines { get; set; } = _ => false;

    /// <summary>How often the cloud wrote its state.</summary>
    public int Writes => Volatile.Read(ref _writes);

    public bool IsDead => _dieAt is { } at && Writes > at;

    /// <summary>After so many more writes of its state the cloud's process is dead.</summary>
    public void DieAfter(int writes) => _dieAt = Writes + writes;

    /// <param name="dieAt">After so many writes of its state the cloud's process is dead: nothing is written or answered any more; null: never.</param>
    public static async Task<MatrixWorld> OpenAsync(FaultPlan? faults = null, int? dieAt = null, CloudSetting? setting = null)
    {
        var world = new MatrixWorld(setting ?? new CloudSetting()) { _dieAt = dieAt };
        if (setting?.Template is { } template)
        {
            Copy(template, world._folder);
        }

        await world.StartAsync(faults ?? new FaultPlan([]));
        return world;
    }

    /// <summary>Whether machines hang until they are ended.</summary>
    public bool Hangs { get; set; }

    /// <summary>The cloud's clock goes on by this.</summary>
    public void Skip(TimeSpan by) => _time.Skip(by);

    /// <summary>Closes the cloud, whose work ends with it; its folder stays.</summary>
    public async Task CloseAsync()
    {
        _isClosed = true;
        await Cloud.DisposeAsync();
    }

    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
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
            if (!_isClosed)
            {
                await Cloud.DisposeAsync();
            }
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
            Machines = new PlayedMachines(PlayAsync, _folder),
            Time = _time,
            Findings = _setting.Findings,
            Pace = _setting.Pace,
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

    private async Task<MachineEnd> PlayAsync(MachineOrder order, Action<string> onLine, CancellationToken ct)
    {
        if (Hangs)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        }

        return LoseMachines(order)
            ? new MachineEnd.Lost("the machine is gone")
            : await Play.Steps((_, token) => _gate.PassAsync(token))(order, onLine, ct);
    }

    /// <summary>Goes on by itself, as two builds' names hold their moments, and by each delay at once.</summary>
    private sealed class CloudTime : TimeProvider
    {
        private readonly QuickTime _quick = new();
        private readonly long _start = System.GetTimestamp();
        private TimeSpan _skipped;

        public void Skip(TimeSpan by) => _skipped += by;

        public override DateTimeOffset GetUtcNow() => _quick.GetUtcNow() + _skipped + System.GetElapsedTime(_start);

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
