using System.Globalization;
using GoldenAmi.Processes;

namespace GoldenAmi.Machines.Qemu;

/// <summary>The small disk that carries the runner and its work into a machine.</summary>
internal static class Seed
{
    /// <summary>The file system's name, by which the base image's unit knows the disk (BaseImages/guest.rules).</summary>
    public const string Label = "golden-ami";

    // Not on the PATH of a Debian user who is not root.
    private static readonly string MakeFileSystem = File.Exists("/usr/sbin/mke2fs") ? "/usr/sbin/mke2fs" : "mke2fs";

    private const int MiB = 1024 * 1024;

    /// <summary>Writes the disk; nothing is mounted for it.</summary>
    /// <param name="folder">For the files on their way.</param>
    /// <param name="host">File name → text, see <see cref="HostAccess"/>.</param>
    /// <returns>The disk's path.</returns>
    public static async Task<string> WriteAsync(MachineFolder folder, QemuOptions options, string workFolder, IReadOnlyDictionary<string, string> host, CancellationToken ct)
    {
        var tree = folder.File("seed");
        CopyFolder(workFolder, Path.Combine(tree, "work"));
        Directory.CreateDirectory(Path.Combine(tree, "host"));
        foreach (var (name, text) in host)
        {
            await File.WriteAllTextAsync(Path.Combine(tree, "host", name), text, ct);
        }

        var runner = Path.Combine(tree, "golden-ami-runner");
        File.Copy(options.RunnerFile, runner);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(runner, (UnixFileMode)0b111_101_101);
        }

        var disk = folder.File("seed.img");
        var kilobytes = (Size(tree) + (8 * MiB)) / 1024 * 21 / 20;
        var made = await options.Processes.RunAsync(
            new ProcessSpec(MakeFileSystem, ["-q", "-t", "ext2", "-L", Label, "-d", tree, disk, string.Create(CultureInfo.InvariantCulture, $"{kilobytes}k")]), ct);
        Directory.Delete(tree, recursive: true);
        return made.Succeeded ? disk : throw MachineProblems.ToolFailed("mke2fs", made);
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var inner in Directory.EnumerateDirectories(from))
        {
            CopyFolder(inner, Path.Combine(to, Path.GetFileName(inner)));
        }
    }

    // Whole blocks of 4 KiB, and one for each file's own record.
    private static long Size(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(file => ((new FileInfo(file).Length / 4096) + 2) * 4096);
}
