using GoldenAmi.LocalCloud.Ebs;

namespace GoldenAmi.LocalCloud.State;

/// <summary>
/// The disks beside the state folder: files <c>images/region/ami-….qcow2</c> of AMIs, and folders <c>images/region/snap-….blocks</c> of snapshots
/// that were written through EBS direct.
/// </summary>
internal sealed class Disks(string folder)
{
    private const int DefaultSizeGib = 8;
    private const long Gib = 1L << 30;

    /// <summary>The name that a snapshot's record keeps: <c>eu-west-1/ami-….qcow2</c>.</summary>
    public static string NameOf(string region, string ami) => $"{region}/{ami}.qcow2";

    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>Makes the folder that a disk is to be written into.</summary>
    public string Prepare(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        return PathOf(name);
    }

    /// <summary>Copies a disk, whole or not at all.</summary>
    public async Task CopyAsync(string from, string to, CancellationToken ct)
    {
        var target = Prepare(to);
        try
        {
            await using (var source = File.OpenRead(PathOf(from)))
            await using (var copy = new FileStream(target + ".part", FileMode.Create, FileAccess.Write, FileShare.None))
            {
                await source.CopyToAsync(copy, ct);
            }

            File.Move(target + ".part", target, overwrite: true);
        }
        finally
        {
            File.Delete(target + ".part");
        }
    }

    /// <summary>The name of the folder of a snapshot that is written block by block.</summary>
    public static string BlocksNameOf(string region, string snapshot) => $"{region}/{snapshot}.blocks";

    /// <summary>Opens a disk to read its blocks.</summary>
    public IBlocks OpenBlocks(string name) => Directory.Exists(PathOf(name)) ? new WrittenBlocks(PathOf(name)) : DiskBlocks.Open(PathOf(name));

    /// <summary>Makes the folder of a snapshot that is to be written, with a copy of the disk that it begins as.</summary>
    public void PrepareBlocks(string name, string? parent)
    {
        Directory.CreateDirectory(PathOf(name));
        if (parent is not null)
        {
            CopyAll(PathOf(parent), Path.Combine(PathOf(name), WrittenBlocks.Parent));
        }
    }

    public void Delete(string name)
    {
        if (Directory.Exists(PathOf(name)))
        {
            Directory.Delete(PathOf(name), recursive: true);
        }
        else if (File.Exists(PathOf(name)))
        {
            // One whose folder was never made would be an error of its own, in the place of why it was not made.
            File.Delete(PathOf(name));
        }
    }

    /// <summary>Removes the files that no snapshot names: disks that a killed process left half-made.</summary>
    public void DeleteOthers(IEnumerable<string> names)
    {
        var kept = names.Select(PathOf).ToHashSet(StringComparer.Ordinal);
        var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "ami-*", SearchOption.AllDirectories) : [];
        var blocks = Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, "snap-*.blocks", SearchOption.AllDirectories) : [];
        foreach (var file in files.Concat(blocks).Where(file => !kept.Contains(file)).ToList())
        {
            Delete(Path.GetRelativePath(folder, file));
        }
    }

    /// <summary>The size that a machine sees, rounded up.</summary>
    public int SizeGib(string name)
    {
        using var disk = DiskBlocks.Open(PathOf(name));
        return disk.IsQcow2 ? (int)Math.Max(1, (disk.Length + Gib - 1) / Gib) : DefaultSizeGib;
    }

    private static void CopyAll(string from, string to)
    {
        if (File.Exists(from))
        {
            File.Copy(from, to);
            return;
        }

        Directory.CreateDirectory(to);
        foreach (var entry in Directory.EnumerateFileSystemEntries(from))
        {
            CopyAll(entry, Path.Combine(to, Path.GetFileName(entry)));
        }
    }
}
