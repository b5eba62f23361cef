namespace GoldenAmi.Runner.Tests;

public sealed class CleanUpSpecs : IDisposable
{
    private readonly MachineRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void What_is_one_machines_own_goes_and_the_images_files_stay()
    {
        foreach (var file in new[]
        {
            "var/lib/cloud/instances/i-1/user-data.txt", "var/log/journal/abc/system.journal", "var/tmp/left", "etc/ssh/ssh_host_ed25519_key",
            "etc/ssh/ssh_host_ed25519_key.pub", "root/.ssh/authorized_keys", "home/admin/.ssh/authorized_keys", "var/log/syslog.1", "etc/sudoers.d/90-cloud-init-users", "var/log/apt/history.log.2.gz",
        })
        {
            _root.Put(file, "machine");
        }

        foreach (var file in new[] { "etc/ssh/sshd_config", "etc/sudoers.d/golden", "root/.ssh/config", "etc/golden", "etc/sudoers.d/golden", "var/lib/dpkg/status" })
        {
            _root.Put(file, "image");
        }

        _root.Put("etc/machine-id", "0123456789abcdef0123456789abcdef\n");
        _root.Put("var/log/nginx/access.log", "GET /");

        new CleanUp(_root.Path).Run();

        Assert.Equal(
            ["etc/golden", "etc/machine-id", "etc/ssh/sshd_config", "etc/sudoers.d/golden", "root/.ssh/config", "var/lib/dpkg/status", "var/log/nginx/access.log"],
            Directory.EnumerateFiles(_root.Path, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_root.Path, file)).Order(StringComparer.Ordinal));
        Assert.Equal("", _root.Read("etc/machine-id"));
        Assert.Equal("", _root.Read("var/log/nginx/access.log"));
        Assert.Equal("image", _root.Read("etc/golden"));
    }

    [Fact]
    public void A_link_out_of_a_folder_that_is_emptied_is_removed_and_not_followed()
    {
        _root.Put("srv/kept", "kept");
        Directory.CreateDirectory(_root.At("var/tmp"));
        Directory.CreateSymbolicLink(_root.At("var/tmp/link"), _root.At("srv"));

        new CleanUp(_root.Path).Run();

        Assert.Equal("kept", _root.Read("srv/kept"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_root.At("var/tmp")));
    }

    [Fact]
    public void A_machine_without_any_of_it_is_clean_already() => new CleanUp(_root.Path).Run();
}
