using GoldenAmi.Machines.Qemu;

namespace GoldenAmi.Machines.Tests.Qemu;

public sealed class HostAccessSpecs : IDisposable
{
    private static readonly Dictionary<string, string> NoEnvironment = [];

    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_host_with_debians_own_settings_carries_nothing_into_a_machine()
    {
        Put("etc/apt/sources.list.d/debian.sources", """
            Types: deb
            # a comment
            URIs: http://deb.debian.org/debian
            Suites: bookworm bookworm-updates
            Components: main

            Types: deb
            URIs: http://deb.debian.org/debian-security
            Suites: bookworm-security
            Components: main
            """);

        Assert.Empty(HostAccess.Collect(_root.Path, NoEnvironment));
        Assert.Equal(
            ["deb http://deb.debian.org/debian bookworm main", "deb http://deb.debian.org/debian bookworm-updates main", "deb http://deb.debian.org/debian-security bookworm-security main"],
            HostAccess.SourceLines(_root.Path, "bookworm"));
    }

    [Fact]
    public void Mirrors_proxies_and_certificates_of_the_host_are_carried()
    {
        Put("etc/apt/sources.list", "deb [arch=amd64] http://mirror.example/debian/ bookworm main\n# deb http://other.example/debian bookworm main\ndeb http://mirror.example/debian-security bookworm-security main\n");
        Put("etc/apt/apt.conf.d/50proxy", "Acquire::http::Proxy \"http://127.0.0.1:3142/\";\nDPkg::Post-Invoke { \"rm -rf /\"; };\n");
        Put("usr/local/share/ca-certificates/company/root.crt", "CERTIFICATE\n");

        var files = HostAccess.Collect(_root.Path, new Dictionary<string, string> { ["https_proxy"] = "http://user@localhost:8080", ["SECRET"] = "no" });

        Assert.Equal("http://deb.debian.org/debian-security http://mirror.example/debian-security\nhttp://deb.debian.org/debian http://mirror.example/debian\n", files["mirrors"]);
        Assert.Equal("Acquire::http::Proxy \"http://10.0.2.2:3142/\";\n", files["apt.conf"]);
        Assert.Equal("https_proxy=http://user@10.0.2.2:8080\n", files["environment"]);
        Assert.Equal("CERTIFICATE\n", files["ca.pem"]);
        Assert.Equal(4, files.Count);
    }

    [Fact]
    public void A_host_of_another_system_gives_no_sources_of_debian()
    {
        Put("etc/apt/sources.list.d/ubuntu.sources", "Types: deb\nURIs: http://archive.ubuntu.com/ubuntu\nSuites: noble noble-updates\nComponents: main\n");

        Assert.Empty(HostAccess.SourceLines(_root.Path, "bookworm"));
        Assert.Empty(HostAccess.Collect(_root.Path, NoEnvironment));
    }

    private void Put(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_root.File(path))!);
        _root.Write(path, text);
    }
}
