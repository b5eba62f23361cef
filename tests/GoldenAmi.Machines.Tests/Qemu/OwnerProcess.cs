using GoldenAmi.Machines.Qemu;
using GoldenAmi.Processes;

namespace GoldenAmi.Machines.Tests.Qemu;

/// <summary>A program that owns a machine: <c>GoldenAmi.Machines.Tests FOLDER DISK</c> starts one and waits for it, until somebody kills it.</summary>
public static class OwnerProcess
{
    public static async Task Main(string[] args)
    {
        if (args is not [var folder, var disk])
        {
            return;
        }

        var machines = new QemuMachines(Options(folder));
        await machines.RunAsync(Order(folder, disk, TimeSpan.FromMinutes(10)), _ => { }, CancellationToken.None);
    }

    /// <summary>Machines whose every file is in the folder; what would be the runner is any file, for machines that do not boot.</summary>
    public static QemuOptions Options(string folder)
    {
        var runner = Path.Combine(folder, "runner");
        File.WriteAllText(runner, "none");
        return new QemuOptions
        {
            CacheFolder = folder,
            RunnerFile = runner,
            Environment = new Dictionary<string, string>(),
            Processes = new ProcessRunner(TimeProvider.System),
            Time = TimeProvider.System,
        };
    }

    public static MachineOrder Order(string folder, string disk, TimeSpan timeout)
    {
        var seed = Directory.CreateDirectory(Path.Combine(folder, "work")).FullName;
        File.WriteAllText(Path.Combine(seed, "work.json"), "{}");
        return new MachineOrder { Name = "idle", Disk = disk, SeedFolder = seed, Timeout = timeout };
    }
}
