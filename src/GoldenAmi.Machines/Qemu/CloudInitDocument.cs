using System.Text;

namespace GoldenAmi.Machines.Qemu;

/// <summary>
/// What a disk of cloud-init's data source NoCloud holds (https://docs.cloud-init.io/en/latest/reference/datasources/nocloud.html), so that a stock cloud image starts the runner.
/// The commands run early at every start of the machine, the restarts among them, and write below <c>/run</c> alone: the image that is made has nothing of them.
/// </summary>
internal static class CloudInitDocument
{
    private const string Folder = "/run/golden-ami";
    private const string Units = "/run/systemd/system";
    private const string UnitName = "golden-ami-guest.service";

    /// <summary>The file <c>meta-data</c>.</summary>
    /// <param name="instance">Another one for each machine: by it cloud-init tells a new machine from a restarted one, and does again what it does once for a machine (host keys, network, users).</param>
    public static string MetaData(Guid instance) => $"instance-id: golden-ami-{instance:N}\nlocal-hostname: golden-ami\n";

    /// <summary>The file <c>user-data</c>.</summary>
    public static string UserData() => $"#cloud-config\nbootcmd:\n  - |\n{Indented(Commands())}";

    /// <summary>A shell script. The start is asked for and not waited for: the unit waits for cloud-init itself.</summary>
    private static string Commands() => new StringBuilder()
        .Append($"mkdir -p {Folder} {Units}/{UnitName}.d\n")
        .Append(FileOf($"{Folder}/guest", GuestFiles.Script))
        .Append(FileOf($"{Units}/{UnitName}", GuestFiles.Unit))
        .Append(FileOf($"{Units}/{UnitName}.d/cloud-init.conf", GuestFiles.UnitUnderCloudInit))
        .Append($"systemctl daemon-reload\nsystemctl start --no-block {UnitName}\n")
        .ToString();

    private static string FileOf(string path, string name) => $"cat >{path} <<'END'\n{GuestFiles.Read(name).TrimEnd('\n')}\nEND\n";

    // An indented line of a YAML block; an empty one needs no indentation.
    private static string Indented(string text) =>
        string.Concat(text.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "\n" : $"    {line}\n"));
}
