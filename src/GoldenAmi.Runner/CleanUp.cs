namespace GoldenAmi.Runner;

/// <summary>
/// Takes away what is this one machine's and not the image's, as Image Builder's clean-up on Linux does
/// (https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-best-practices.html#post-build-cleanup): files of cloud-init,
/// SSH host keys and authorized keys, logs, journals, <c>/var/tmp</c>; and the machine id, which two machines must not share.
/// </summary>
/// <param name="root"><c>/</c>, another folder in tests.</param>
internal sealed class CleanUp(string root)
{
    private static readonly string[] Emptied = ["var/lib/cloud", "var/log/journal", "var/tmp"];

    private static readonly string[] Removed = ["var/lib/dbus/machine-id", "var/lib/systemd/random-seed", "var/lib/systemd/credential.secret", "root/.bash_history", "etc/sudoers.d/90-cloud-init-users"];

    // Log files keep their names and owners: services that log there as another user cannot make them anew.
    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    public void Run()
    {
        foreach (var folder in Emptied.Select(At).Where(Directory.Exists))
        {
            Empty(folder);
        }

        foreach (var file in Removed.Select(At).Concat(HostKeys()).Concat(AuthorizedKeys()).Where(File.Exists))
        {
            File.Delete(file);
        }

        // Empty, not missing: systemd then makes a new one and does not take the start for the very first.
        if (File.Exists(At("etc/machine-id")))
        {
            File.WriteAllText(At("etc/machine-id"), "");
        }

        foreach (var log in Logs())
        {
            Shorten(log);
        }
    }

    private string At(string path) => Path.Combine(root, path);

    private IEnumerable<string> HostKeys() => Directory.Exists(At("etc/ssh")) ? Directory.EnumerateFiles(At("etc/ssh"), "ssh_host_*") : [];

    private IEnumerable<string> AuthorizedKeys()
    {
        var homes = Directory.Exists(At("home")) ? Directory.EnumerateDirectories(At("home")) : [];
        return homes.Append(At("root")).Select(home => Path.Combine(home, ".ssh/authorized_keys"));
    }

    private List<string> Logs() => Directory.Exists(At("var/log")) ? [.. Directory.EnumerateFiles(At("var/log"), "*", Everywhere)] : [];

    // Rotated logs go; a rotated name ends in a number or is compressed.
    private static void Shorten(string log)
    {
        if (log.EndsWith(".gz", StringComparison.Ordinal) || char.IsAsciiDigit(log[^1]))
        {
            File.Delete(log);
            return;
        }

        File.WriteAllBytes(log, []);
    }

    private static void Empty(string folder)
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            // Services have private folders in /var/tmp that are mounted while they run.
            if (file.Name.StartsWith("systemd-private-", StringComparison.Ordinal))
            {
                continue;
            }

            if (file is DirectoryInfo { LinkTarget: null } inner)
            {
                inner.Delete(recursive: true);
            }
            else
            {
                file.Delete();
            }
        }
    }
}
