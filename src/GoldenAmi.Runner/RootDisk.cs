using System.Globalization;
using GoldenAmi.Processes;

namespace GoldenAmi.Runner;

/// <summary>
/// Lets the root file system fill a disk that was made larger than its parent's. On AWS cloud-init does this at the first start, with the same
/// tools, and in the machines here whose runner it starts; where the disk's own unit starts the runner, cloud-init does not run.
/// </summary>
/// <param name="root"><c>/</c>, another folder in tests.</param>
internal sealed class RootDisk(string root)
{
    // sysfs counts in these whatever the disk's own sectors are.
    private const long Sector = 512;

    // The second partition table needs 33 sectors, and partitions begin and end on whole MiB.
    private const long Slack = 2 * 1024 * 1024;

    /// <summary>Grows the partition and the file system if there is room behind them; a second time does nothing.</summary>
    /// <returns>Null, or why they could not be grown.</returns>
    public async Task<string?> GrowAsync(IProcessRunner processes, CancellationToken ct)
    {
        if (FindPartition() is not { } partition || partition.Behind < Slack)
        {
            return null;
        }

        var number = partition.Number.ToString(CultureInfo.InvariantCulture);
        return await RunAsync(processes, "growpart", [partition.Disk, number], ct) ?? await RunAsync(processes, "resize2fs", [partition.Device], ct);
    }

    private static async Task<string?> RunAsync(IProcessRunner processes, string tool, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var result = await processes.RunAsync(new ProcessSpec(tool, arguments), ct);
        return result.Succeeded
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"the disk is larger than its root file system, and '{tool} {string.Join(' ', arguments)}' ended with exit code {result.ExitCode}: {$"{result.Output} {result.Error}".ReplaceLineEndings(" ").Trim()}");
    }

    /// <summary>The last partition of its disk that holds <c>/</c>; null when a whole disk does, or something that is no disk.</summary>
    private RootPartition? FindPartition()
    {
        // "22 1 254:2 / / rw,relatime shared:1 - ext4 /dev/vda2 rw": device number, its root, the mount point (man 5 proc_pid_mountinfo)
        var number = File.ReadLines(Path.Combine(root, "proc/self/mountinfo")).Select(line => line.Split(' '))
            .Where(fields => fields is [_, _, _, _, "/", ..]).Select(fields => fields[2]).LastOrDefault();
        var link = new DirectoryInfo(Path.Combine(root, "sys/dev/block", number ?? "0:0"));
        var device = link.Exists ? link.ResolveLinkTarget(returnFinalTarget: true) ?? link : null;
        if (device is null || !File.Exists(Path.Combine(device.FullName, "partition")))
        {
            return null;
        }

        var disk = Path.GetDirectoryName(device.FullName)!;
        var end = Number(device.FullName, "start") + Number(device.FullName, "size");
        return Others(disk, device.FullName).Any(start => start >= end)
            ? null
            : new RootPartition($"/dev/{Path.GetFileName(disk)}", $"/dev/{device.Name}", Number(device.FullName, "partition"), (Number(disk, "size") - end) * Sector);
    }

    private static IEnumerable<long> Others(string disk, string device) =>
        Directory.EnumerateDirectories(disk).Where(folder => folder != device && File.Exists(Path.Combine(folder, "partition"))).Select(folder => Number(folder, "start"));

    private static long Number(string folder, string file) => long.Parse(File.ReadAllText(Path.Combine(folder, file)), CultureInfo.InvariantCulture);

    /// <param name="Disk"><c>/dev/vda</c></param>
    /// <param name="Device"><c>/dev/vda2</c></param>
    /// <param name="Number">2</param>
    /// <param name="Behind">Bytes between its end and the disk's.</param>
    private sealed record RootPartition(string Disk, string Device, long Number, long Behind);
}
