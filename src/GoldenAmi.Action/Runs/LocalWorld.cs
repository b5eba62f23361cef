using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud;
using GoldenAmi.LocalCloud.Findings;
using GoldenAmi.LocalCloud.Parents;
using GoldenAmi.Machines;
using GoldenAmi.Machines.Disks;
using GoldenAmi.Machines.Qemu;
using GoldenAmi.Machines.Setup;

namespace GoldenAmi.Action.Runs;

/// <summary>The cloud inside the program, over real virtual machines unless a test brings others.</summary>
internal static class LocalWorld
{
    /// <summary>What scans come to, in the work folder (docs/findings.md); nothing is scanned without it.</summary>
    private const string FindingsName = "findings.json";

    private const string RunnerName = "golden-ami-runner";

    /// <param name="onProgress">Subject and fact of work that no AWS call shows, for example making the base image.</param>
    public static async Task<Cloud> OpenAsync(ProgramContext context, string repositoryRoot, Action<string, string> onProgress, CancellationToken cancellationToken)
    {
        var folder = WorkFolder.Make(repositoryRoot);
        var findings = Path.Combine(folder, FindingsName);
        var options = Options(context, StateOf(folder), onProgress) with
        {
            Findings = File.Exists(findings) ? FindingFile.Read(findings) : null,
            Parents = FindParents(context, repositoryRoot, given: null),
        };
        return await Cloud.OpenAsync(options, cancellationToken);
    }

    /// <summary>A cloud over real virtual machines.</summary>
    public static CloudOptions Options(ProgramContext context, string stateFolder, Action<string, string> onProgress) => new()
    {
        StateFolder = stateFolder,
        Machines = context.Edges.Machines ?? new VirtualMachines(context, fact => onProgress("set-up", fact)),
        Time = context.Time,
        OnProgress = onProgress,
    };

    /// <summary>What the user named disks for, in <c>local.yaml</c> of a folder or in a file that an option names; null when there is none.</summary>
    /// <param name="given">The option's value, relative to the folder; null without one.</param>
    /// <exception cref="UserErrorException">GA0414 to GA0417: every problem of the file at once.</exception>
    public static ParentDisks? FindParents(ProgramContext context, string folder, string? given)
    {
        var shown = given ?? ParentsFile.FileName;
        var file = Path.GetFullPath(shown, folder);
        return given is null && !File.Exists(file) ? null : new ParentDisks(
            ParentsFile.Read(file, shown),
            new DiskCache(Path.Combine(QemuOptions.DefaultCacheFolder(context.Environment), "disks"), context.Edges.Disks, context.Time));
    }

    /// <summary>The state folder within <c>.golden-ami</c>, or the folder of <c>--state</c>; disks lie beside it.</summary>
    public static string StateOf(string workFolder) => Path.Combine(workFolder, "cloud");

    /// <summary>Installs what machines need, or says what is lacking.</summary>
    /// <exception cref="UserErrorException">GA0455, GA0456.</exception>
    public static Task SetUpAsync(ProgramContext context, Action<string> onProgress, CancellationToken cancellationToken) =>
        new MachineSetup(context.Programs, context.Variable("PATH") ?? "", Environment.IsPrivilegedProcess).EnsureAsync(onProgress, cancellationToken);

    /// <summary>Qemu's machines, which are set up before the first of them and not for a run that needs none.</summary>
    private sealed class VirtualMachines(ProgramContext context, Action<string> onProgress) : IMachines
    {
        private readonly QemuMachines _qemu = new(new QemuOptions
        {
            CacheFolder = QemuOptions.DefaultCacheFolder(context.Environment),
            RunnerFile = Path.Combine(context.ProgramFolder, RunnerName),
            Environment = context.Environment,
            Processes = context.Programs,
            Time = context.Time,
        });

        public async Task<string> PrepareBaseAsync(BaseImage image, Action<string> report, CancellationToken ct)
        {
            await ReadyAsync(ct);
            return await _qemu.PrepareBaseAsync(image, report, ct);
        }

        public async Task<MachineEnd> RunAsync(MachineOrder order, Action<string> onLine, CancellationToken ct)
        {
            await ReadyAsync(ct);
            return await _qemu.RunAsync(order, onLine, ct);
        }

        private Task ReadyAsync(CancellationToken ct) => File.Exists(Path.Combine(context.ProgramFolder, RunnerName))
            ? SetUpAsync(context, onProgress, ct)
            : throw new UserErrorException(Ending.Refused, new Diagnostic(ErrorCode.RunnerMissing,
                $"'{RunnerName}', which works inside build machines, is not in '{context.ProgramFolder}'.", null,
                "start the program with ./golden-ami of a checkout, which builds both, or put the runner there."));
    }
}
