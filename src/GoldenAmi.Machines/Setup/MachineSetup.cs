using GoldenAmi.Diagnostics;
using GoldenAmi.Processes;

namespace GoldenAmi.Machines.Setup;

/// <summary>Puts in place what virtual machines need on this host: what <c>golden-ami local setup</c> does, and every local run before its first machine.</summary>
/// <param name="path">The variable PATH.</param>
/// <param name="isRoot">Whether packages may be installed.</param>
public sealed class MachineSetup(IProcessRunner processes, string path, bool isRoot)
{
    /// <summary>The programs that are called, and the packages of Debian and Ubuntu that hold them.</summary>
    private static readonly (string Program, string Package)[] Tools =
    [
        ("qemu-system-x86_64", "qemu-system-x86"),
        ("qemu-img", "qemu-utils"),
        ("mmdebstrap", "mmdebstrap"),
        ("mke2fs", "e2fsprogs"),
        ("setsid", "util-linux"),
        ("setpriv", "util-linux"),
    ];

    // Another apt may be at work: wait for its lock; archives fail now and then.
    private static readonly string[] Patience = ["--option", "DPkg::Lock::Timeout=120", "--option", "Acquire::Retries=3"];

    /// <summary>Sees to it that every program is there.</summary>
    /// <param name="onProgress">A line now and then; none when nothing is lacking.</param>
    /// <exception cref="UserErrorException">GA0455: programs are lacking and this run may not install them. GA0456: installing them failed.</exception>
    public async Task EnsureAsync(Action<string> onProgress, CancellationToken ct)
    {
        var packages = MissingPackages();
        if (packages.Count == 0)
        {
            return;
        }

        if (!isRoot || Find("apt-get") is null)
        {
            throw Missing(packages);
        }

        onProgress($"installing {string.Join(", ", packages)}");
        await AptAsync(["update"], packages, ct);
        await AptAsync(["install", "--yes", "--no-install-recommends", .. packages], packages, ct);
        if (MissingPackages() is { Count: > 0 } still)
        {
            throw NotInstalled(still, "apt-get reported success and their programs are not there");
        }

        onProgress("installed");
    }

    private List<string> MissingPackages() =>
        [.. Tools.Where(tool => Find(tool.Program) is null).Select(tool => tool.Package).Distinct()];

    private async Task AptAsync(IReadOnlyList<string> command, IReadOnlyList<string> packages, CancellationToken ct)
    {
        var spec = new ProcessSpec(Find("apt-get")!, [.. Patience, "--quiet=2", .. command])
        {
            Environment = new Dictionary<string, string?> { ["DEBIAN_FRONTEND"] = "noninteractive" },
        };
        var result = await processes.RunAsync(spec, ct);
        if (!result.Succeeded)
        {
            throw NotInstalled(packages, $"'apt-get {command[0]}' ended with exit code {result.ExitCode}: {MachineProblems.LastLines(result.Error)}");
        }
    }

    /// <summary>Folders beside PATH: those of administrators are not on the PATH of a Debian user.</summary>
    internal IReadOnlyList<string> OtherFolders { get; init; } = ["/usr/sbin"];

    private string? Find(string program) =>
        path.Split(':', StringSplitOptions.RemoveEmptyEntries).Concat(OtherFolders).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static UserErrorException Missing(IReadOnlyList<string> packages) => new(
        Ending.Refused,
        new Diagnostic(
            ErrorCode.MachineToolsMissing,
            $"Virtual machines need packages that are not installed: {string.Join(", ", packages)}.",
            Place: null,
            $"run 'sudo apt-get install --no-install-recommends {string.Join(' ', packages)}'; on other systems than Debian and Ubuntu the packages have other names."));

    private static UserErrorException NotInstalled(IReadOnlyList<string> packages, string why) => new(
        Ending.Refused,
        new Diagnostic(
            ErrorCode.MachineToolsNotInstalled,
            $"The packages {string.Join(", ", packages)} could not be installed: {why}.",
            Place: null,
            $"make 'apt-get install --no-install-recommends {string.Join(' ', packages)}' work on this machine, then try again."));
}
