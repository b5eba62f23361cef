using GoldenAmi.Components.Guest;
using GoldenAmi.Processes;

namespace GoldenAmi.Components.Tests.Running;

/// <summary>Documents run on this machine, in folders of their own: what a build machine does, without a machine.</summary>
public sealed class WorkRun : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("golden-ami-").FullName;
    private readonly List<GuestEvent> _told = [];

    public IReadOnlyList<GuestEvent> Told => _told;

    /// <summary>Called for each event beside being kept.</summary>
    public Action<GuestEvent> OnTold { get; set; } = _ => { };

    /// <summary>Where steps' processes start.</summary>
    public string Folder => Path.Combine(_root, "working");

    public string StateFolder => Path.Combine(_root, "state");

    public IEnumerable<string> Output(StreamName stream = StreamName.Stdout) =>
        Told.OfType<GuestEvent.Output>().Where(line => line.Stream == stream).Select(line => line.Text);

    public IEnumerable<(string Step, StepStatus Status, string Message)> Ended =>
        Told.OfType<GuestEvent.StepEnded>().Select(ended => (ended.Step, ended.Status, ended.Message));

    /// <summary>One start of the machine, phase build; a second call with the same documents is the start after a restart.</summary>
    public Task<GuestRunEnd> RunAsync(params string[] documents) => RunAsync(new Dictionary<string, string>(), CancellationToken.None, documents);

    public async Task<GuestRunEnd> RunAsync(Dictionary<string, string> parameters, CancellationToken ct, params string[] documents)
    {
        var work = new GuestWork
        {
            Stage = GuestStage.Build,
            Phases = ["build", "validate"],
            WorkingDirectory = Folder,
            Documents = [.. documents.Select((_, index) => new GuestDocument($"document-{index}", GuestWorkFolder.DocumentFile(index), parameters))],
        };
        var texts = documents.Select((text, index) => (Name: GuestWorkFolder.DocumentFile(index), text)).ToDictionary(file => file.Name, file => file.text);
        await GuestWorkFolder.WriteAsync(Path.Combine(_root, "work"), work, texts, ct);
        var machine = new GuestMachine
        {
            WorkFolder = Path.Combine(_root, "work"),
            StateFolder = StateFolder,
            Environment = new Dictionary<string, string?> { ["PATH"] = "/usr/local/bin:/usr/bin:/bin", ["HOME"] = _root },
            Processes = new ProcessRunner(TimeProvider.System),
            Time = TimeProvider.System,
        };
        return await new GuestRun(machine, Tell).RunAsync(ct);
    }

    private void Tell(GuestEvent told)
    {
        _told.Add(told);
        OnTold(told);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
