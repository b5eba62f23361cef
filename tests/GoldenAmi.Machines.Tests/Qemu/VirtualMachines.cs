using GoldenAmi.Components.Guest;
using GoldenAmi.Machines.Qemu;
using GoldenAmi.Processes;

namespace GoldenAmi.Machines.Tests.Qemu;

/// <summary>The base disk (from the user's cache, made when missing) and a runner, for all tests with real machines; those run one after another.</summary>
public sealed class VirtualMachines : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ProcessRunner _processes = new(TimeProvider.System);

    public QemuMachines Machines { get; private set; } = null!;

    public string Base { get; private set; } = "";

    /// <summary>Where the machines of these tests have their files.</summary>
    public string MachinesFolder => _folder.File("machines");

    public async Task InitializeAsync()
    {
        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
        Machines = new QemuMachines(new QemuOptions
        {
            CacheFolder = QemuOptions.DefaultCacheFolder(environment),
            MachinesFolder = MachinesFolder,
            RunnerFile = await PublishedRunnerAsync(),
            Environment = environment,
            Processes = _processes,
            Time = TimeProvider.System,
        });
        Base = await Machines.PrepareBaseAsync(BaseImage.Debian12, _ => { }, CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    /// <summary>Runs one document on a machine and says how it ended, with all that it told.</summary>
    public async Task<(MachineEnd End, IReadOnlyList<GuestEvent> Told)> RunAsync(
        GuestStage stage, string disk, string document, string? resultDisk = null, int? diskSizeGib = null, RunnerStart startedBy = RunnerStart.Unit, CancellationToken ct = default)
    {
        var seed = _folder.File(Guid.NewGuid().ToString("N"));
        var work = new GuestWork
        {
            Stage = stage,
            Phases = stage == GuestStage.Build ? ["build", "validate"] : ["test"],
            CleanUp = stage == GuestStage.Build,
            Documents = [new GuestDocument("web", GuestWorkFolder.DocumentFile(0), new Dictionary<string, string>())],
        };
        await GuestWorkFolder.WriteAsync(seed, work, new Dictionary<string, string> { [GuestWorkFolder.DocumentFile(0)] = document }, ct);
        var told = new List<GuestEvent>();
        var end = await Machines.RunAsync(
            new MachineOrder { Name = $"test {stage}", Disk = disk, StartedBy = startedBy, SeedFolder = seed, ResultDisk = resultDisk, DiskSizeGib = diskSizeGib, Timeout = TimeSpan.FromMinutes(30) },
            line => told.Add(GuestEvent.TryParse(line) ?? throw new InvalidDataException($"Not an event: {line}")),
            ct);
        return (end, told);
    }

    /// <summary>The runner that users get: the launcher publishes it when a source has changed, as tests/run has it do before the tests.</summary>
    private async Task<string> PublishedRunnerAsync()
    {
        var root = RepositoryRoot();
        var published = await _processes.RunAsync(new ProcessSpec(Path.Combine(root, "golden-ami"), ["--version"]), CancellationToken.None);
        Assert.True(published.Succeeded, published.Output + published.Error);
        return Path.Combine(root, "artifacts/program/golden-ami-runner");
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The repository's root was not found.");
        }

        return folder.FullName;
    }
}

[CollectionDefinition(Name)]
public sealed class VirtualMachineCollection : ICollectionFixture<VirtualMachines>
{
    public const string Name = "virtual machines";
}
