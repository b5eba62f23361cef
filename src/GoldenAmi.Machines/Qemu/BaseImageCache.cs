using System.Security.Cryptography;
using System.Text;

namespace GoldenAmi.Machines.Qemu;

/// <summary>Base disks, each made once and kept under a name that says what went into it: another recipe is another disk.</summary>
internal sealed class BaseImageCache(QemuOptions options)
{
    private static readonly string[] Placed = [GuestFiles.Unit, GuestFiles.Rule, GuestFiles.Script];

    /// <summary>What makes the disk; another script in tests.</summary>
    internal string Script { get; init; } = GuestFiles.Read("debian.sh");

    /// <summary>Whether this process may give files to other users.</summary>
    internal bool IsRoot { get; init; } = Environment.IsPrivilegedProcess;

    private string Folder => Path.Combine(options.CacheFolder, "base");

    /// <inheritdoc cref="IMachines.PrepareBaseAsync"/>
    public async Task<string> PrepareAsync(BaseImage image, Action<string> onProgress, CancellationToken ct)
    {
        if (image != BaseImage.Debian12)
        {
            throw MachineProblems.UnknownBase(image);
        }

        var disk = Path.Combine(Folder, $"debian-{image.Release}-{image.Architecture}-{RecipeDigest()[..16]}.qcow2");
        if (File.Exists(disk))
        {
            return disk;
        }

        if (!IsRoot)
        {
            throw MachineProblems.BaseNeedsRoot(image);
        }

        return await FolderGuard.InAsync(Folder, () => MakeOnceAsync(image, disk, onProgress, ct));
    }

    private async Task<string> MakeOnceAsync(BaseImage image, string disk, Action<string> onProgress, CancellationToken ct)
    {
        Directory.CreateDirectory(Folder);
        using var one = await FileLock.TakeAsync(disk + ".lock", options.Time, ct);
        if (!File.Exists(disk))
        {
            await MakeAsync(image, disk, onProgress, ct);
        }

        return disk;
    }

    /// <summary>SHA-256 of everything that decides the disk's content, but for the archive's.</summary>
    private string RecipeDigest() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(Placed.Select(GuestFiles.Read).Prepend(Script)))));

    private async Task MakeAsync(BaseImage image, string disk, Action<string> onProgress, CancellationToken ct)
    {
        // The lock is ours: what stands here is of a run that was killed.
        var work = disk + ".making";
        Remove(work);
        var guest = Path.Combine(work, "guest");
        Directory.CreateDirectory(guest);
        foreach (var name in Placed)
        {
            await File.WriteAllTextAsync(Path.Combine(guest, name), GuestFiles.Read(name), ct);
        }

        var sources = HostAccess.SourceLines("/", "bookworm");
        await File.WriteAllLinesAsync(Path.Combine(work, "sources.list"), sources.Count > 0 ? sources : Official, ct);
        var script = Path.Combine(work, "debian.sh");
        await File.WriteAllTextAsync(script, Script, ct);
        onProgress("making the base disk, once");
        try
        {
            var made = Path.Combine(work, "made");
            Directory.CreateDirectory(made);
            var tail = new ConsoleTail();
            var code = await RunAsync(["/bin/sh", script, image.Release, made, guest, Path.Combine(work, "sources.list")], image, onProgress, tail, ct);
            if (code != 0)
            {
                throw MachineProblems.BaseFailed(image, MachineProblems.LastLines(tail.Text));
            }

            DiskFile.MoveDurably(Path.Combine(made, "disk.qcow2"), disk);
        }
        finally
        {
            Remove(work);
        }
    }

    // Supervised: mmdebstrap must not go on when we were killed.
    private static async Task<int> RunAsync(IReadOnlyList<string> command, BaseImage image, Action<string> onProgress, ConsoleTail tail, CancellationToken ct)
    {
        await using var process = SupervisedProcess.Start(command[0], [.. command.Skip(1)], tail.Add, line =>
        {
            tail.Add(line);

            // mmdebstrap tells its stages with "I: ".
            if (line.StartsWith("I: ", StringComparison.Ordinal))
            {
                onProgress(line[3..]);
            }
        });
        return await process.WaitAsync(ct);
    }

    private static readonly string[] Official =
    [
        $"deb {HostAccess.Archive} bookworm main",
        $"deb {HostAccess.Archive} bookworm-updates main",
        $"deb {HostAccess.SecurityArchive} bookworm-security main",
    ];

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
