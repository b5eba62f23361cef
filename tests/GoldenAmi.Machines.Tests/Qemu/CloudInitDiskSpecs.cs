using System.Buffers.Binary;
using System.Text;
using GoldenAmi.Machines.Qemu;
using GoldenAmi.Processes;

namespace GoldenAmi.Machines.Tests.Qemu;

/// <summary>The disk by which cloud-init starts the runner, read as an ISO 9660 file system, and its commands, run.</summary>
public sealed class CloudInitDiskSpecs : IDisposable
{
    private const int Sector = 2048;

    private static readonly Guid Instance = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");

    private readonly TemporaryFolder _folder = new();
    private readonly ProcessRunner _processes = new(TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_system_knows_it_as_a_file_system_that_cloud_init_looks_for()
    {
        await File.WriteAllBytesAsync(_folder.File("disk"), CloudInitDisk.Bytes(Instance));

        var program = File.Exists("/usr/sbin/blkid") ? "/usr/sbin/blkid" : "blkid";
        var known = await _processes.RunAsync(new ProcessSpec(program, ["--probe", "--output", "export", _folder.File("disk")]), CancellationToken.None);

        Assert.Contains("LABEL=cidata\n", known.Output, StringComparison.Ordinal);
        Assert.Contains("TYPE=iso9660\n", known.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_root_holds_the_two_files_of_the_data_source()
    {
        var files = FilesOf(CloudInitDisk.Bytes(Instance));

        Assert.Equal(["META-DATA.;1", "USER-DATA.;1"], files.Select(file => file.Name));
        Assert.Equal("instance-id: golden-ami-0f8fad5bd9cb469fa16570867728950e\nlocal-hostname: golden-ami\n", files[0].Text);
        Assert.StartsWith("#cloud-config\nbootcmd:\n  - |\n    mkdir -p ", files[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_machine_is_another_instance()
    {
        using var folder = await MachineFolder.CreateAsync(_folder.File("machines"), TimeProvider.System, CancellationToken.None);
        var first = FilesOf(await File.ReadAllBytesAsync(await CloudInitDisk.WriteAsync(folder, CancellationToken.None)));
        var second = FilesOf(await File.ReadAllBytesAsync(await CloudInitDisk.WriteAsync(folder, CancellationToken.None)));

        Assert.NotEqual(first[0].Text, second[0].Text);
        Assert.Equal(first[1].Text, second[1].Text);
    }

    [Fact]
    public async Task The_commands_place_the_base_disks_own_files_below_run_and_start_the_unit_without_waiting()
    {
        var run = _folder.File("run");
        var calls = _folder.File("calls");
        var stub = Path.Combine(Directory.CreateDirectory(_folder.File("bin")).FullName, "systemctl");
        await File.WriteAllTextAsync(stub, $"#!/bin/sh\necho \"$@\" >>{calls}\n");
        Assert.True((await _processes.RunAsync(new ProcessSpec("chmod", ["755", stub]), CancellationToken.None)).Succeeded);

        var path = new Dictionary<string, string?> { ["PATH"] = $"{Path.GetDirectoryName(stub)}:/usr/bin:/bin" };
        var ended = await _processes.RunAsync(
            new ProcessSpec("/bin/sh", ["-euc", Commands().Replace(" /run/", $" {run}/", StringComparison.Ordinal).Replace(">/run/", $">{run}/", StringComparison.Ordinal)]) { Environment = path },
            CancellationToken.None);

        Assert.True(ended.Succeeded, ended.Error);
        const string Unit = "systemd/system/golden-ami-guest.service";
        Assert.Equal(
            ["golden-ami/guest", Unit, $"{Unit}.d/cloud-init.conf"],
            Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(run, file)).Order(StringComparer.Ordinal));
        Assert.Equal(GuestFiles.Read(GuestFiles.Script), await File.ReadAllTextAsync(Path.Combine(run, "golden-ami/guest")));
        Assert.Equal(GuestFiles.Read(GuestFiles.Unit), await File.ReadAllTextAsync(Path.Combine(run, Unit)));
        Assert.Contains("\nAfter=cloud-final.service\n", await File.ReadAllTextAsync(Path.Combine(run, $"{Unit}.d/cloud-init.conf")), StringComparison.Ordinal);
        Assert.Equal(["daemon-reload", "start --no-block golden-ami-guest.service"], await File.ReadAllLinesAsync(calls));
    }

    [Fact]
    public void A_machine_has_it_beside_the_disk_with_the_work_or_not_at_all()
    {
        var plain = new QemuCommand { Processor = Accelerator.Software, Disk = "/disk", Seed = "/seed", Name = "x", Cpus = 1, MemoryMib = 512 };
        var arguments = (plain with { CloudInit = "/cloud,init" }).Arguments.ToList();

        var added = arguments.IndexOf("file=/cloud,,init,if=virtio,format=raw,readonly=on");
        Assert.Equal(["file=/seed,if=virtio,format=raw,readonly=on", "-drive"], arguments[(added - 2)..added]);
        arguments.RemoveRange(added - 1, 2);
        Assert.Equal(plain.Arguments, arguments);
    }

    /// <summary>The block of the document, as YAML reads it: without the indentation.</summary>
    private static string Commands() =>
        string.Join('\n', CloudInitDocument.UserData().Split('\n').Skip(3).Select(line => line.Length == 0 ? "" : line[4..]));

    /// <summary>The files of the root folder, whose record the volume's descriptor holds (ECMA-119 8.4.18, 9.1).</summary>
    private static List<(string Name, string Text)> FilesOf(byte[] disk)
    {
        var volume = disk.AsSpan(16 * Sector, Sector);
        Assert.Equal([1, .. "CD001"u8, 1], volume[..7].ToArray());
        Assert.Equal(disk.Length, BinaryPrimitives.ReadInt32LittleEndian(volume[80..]) * Sector);
        var root = disk.AsSpan(BinaryPrimitives.ReadInt32LittleEndian(volume[158..]) * Sector, Sector);
        var files = new List<(string, string)>();
        for (var at = 0; root[at] != 0; at += root[at])
        {
            var (sector, length) = (BinaryPrimitives.ReadInt32LittleEndian(root[(at + 2)..]), BinaryPrimitives.ReadInt32LittleEndian(root[(at + 10)..]));
            Assert.Equal((sector, length), (BinaryPrimitives.ReadInt32BigEndian(root[(at + 6)..]), BinaryPrimitives.ReadInt32BigEndian(root[(at + 14)..])));
            if ((root[at + 25] & 2) == 0)
            {
                files.Add((Encoding.ASCII.GetString(root.Slice(at + 33, root[at + 32])), Encoding.UTF8.GetString(disk, sector * Sector, length)));
            }
        }

        return files;
    }
}
