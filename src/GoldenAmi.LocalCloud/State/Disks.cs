using System.Buffers.Binary;

namespace GoldenAmi.LocalCloud.State;

/// <summary>The disks of AMIs: files <c>images/region/ami-….qcow2</c> beside the state folder.</summary>
internal sealed class Disks(string folder)
{
    private const int DefaultSizeGib = 8;
    private const long Gib = 1L << 30;

    /// <summary>"QFI" and 0xfb, the first bytes of a qcow2.</summary>
    private const uint Magic = 0x514649fb;

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

    public void Delete(string name) => File.Delete(PathOf(name));

    /// <summary>Removes the files that no snapshot names: disks that a killed process left half-made.</summary>
    public void DeleteOthers(IEnumerable<string> names)
    {
        var kept = names.Select(PathOf).ToHashSet(StringComparer.Ordinal);
        var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "ami-*", SearchOption.AllDirectories) : [];
        foreach (var file in files.Where(file => !kept.Contains(file)).ToList())
        {
            File.Delete(file);
        }
    }

    /// <summary>The size that a machine sees, rounded up; read from the qcow2 header (docs/interop/qcow2.txt of qemu: bytes 24 to 31).</summary>
    public int SizeGib(string name)
    {
        var header = new byte[32];
        using var file = File.OpenRead(PathOf(name));
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || BinaryPrimitives.ReadUInt32BigEndian(header) != Magic)
        {
            return DefaultSizeGib;
        }

        return (int)Math.Max(1, (BinaryPrimitives.ReadInt64BigEndian(header.AsSpan(24)) + Gib - 1) / Gib);
    }
}
