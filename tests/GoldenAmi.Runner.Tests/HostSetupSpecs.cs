using GoldenAmi.Processes;

namespace GoldenAmi.Runner.Tests;

public sealed class HostSetupSpecs : IDisposable
{
    private const string Sources = "Types: deb\nURIs: http://deb.debian.org/debian\nSuites: bookworm\n\nTypes: deb\nURIs: http://deb.debian.org/debian-security\nSuites: bookworm-security\n";

    private readonly MachineRoot _root = new();
    private readonly MachineRoot _seed = new();
    private readonly List<string> _run = [];

    public HostSetupSpecs()
    {
        _root.Put("etc/apt/sources.list.d/debian.sources", Sources);
        _root.Put("etc/apt/apt.conf.d/01own", "");
        _root.Put("etc/ssl/certs/ca-certificates.crt", "PUBLIC\n");
        _seed.Put("mirrors", "http://deb.debian.org/debian-security http://mirror.example/security\nhttp://deb.debian.org/debian http://mirror.example/debian\n");
        _seed.Put("apt.conf", "Acquire::http::Proxy \"http://10.0.2.2:3142/\";\n");
        _seed.Put("environment", "https_proxy=http://10.0.2.2:8080/?a=b\n");
        _seed.Put("ca.pem", "COMPANY\n");
    }

    private HostSetup Setup => new(_seed.Path, _root.Path);

    public void Dispose()
    {
        _root.Dispose();
        _seed.Dispose();
    }

    [Fact]
    public void The_machine_reaches_archives_as_its_host_does_also_after_a_restart()
    {
        Setup.Apply();
        Setup.Apply();

        Assert.Equal(
            Sources.Replace("http://deb.debian.org/debian-security", "http://mirror.example/security", StringComparison.Ordinal)
                .Replace("http://deb.debian.org/debian\n", "http://mirror.example/debian\n", StringComparison.Ordinal),
            _root.Read("etc/apt/sources.list.d/debian.sources"));
        Assert.Equal("PUBLIC\n# golden-ami: certificates of the build's host\nCOMPANY\n", _root.Read("etc/ssl/certs/ca-certificates.crt"));
        Assert.Equal(_seed.Read("apt.conf"), _root.Read("etc/apt/apt.conf.d/95golden-ami-host"));
        Assert.Equal([("https_proxy", "http://10.0.2.2:8080/?a=b")], Setup.Variables());
    }

    [Fact]
    public async Task Nothing_of_the_host_stays_and_what_components_changed_does()
    {
        Setup.Apply();
        _root.Put("etc/apt/sources.list.d/debian.sources", _root.Read("etc/apt/sources.list.d/debian.sources").Replace("bookworm\n", "bookworm bookworm-backports\n", StringComparison.Ordinal));
        _root.Put("etc/apt/sources.list.d/other.list", "deb http://other.example/debian bookworm main\n");
        _root.Put("var/lib/apt/lists/mirror.example_debian_dists_bookworm_InRelease", "");

        await Setup.UndoAsync(new Recorder(_run), CancellationToken.None);

        Assert.Equal(Sources.Replace("bookworm\n", "bookworm bookworm-backports\n", StringComparison.Ordinal), _root.Read("etc/apt/sources.list.d/debian.sources"));
        Assert.Equal("PUBLIC\n", _root.Read("etc/ssl/certs/ca-certificates.crt"));
        Assert.Equal(
            ["etc/apt/apt.conf.d/01own", "etc/apt/sources.list.d/debian.sources", "etc/apt/sources.list.d/other.list", "etc/ssl/certs/ca-certificates.crt"],
            Directory.EnumerateFiles(_root.Path, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_root.Path, file)).Order(StringComparer.Ordinal));
        Assert.Empty(_run);
    }

    [Fact]
    public async Task A_bundle_that_a_component_made_anew_is_made_anew_without_the_hosts_certificates()
    {
        Setup.Apply();
        _root.Put("etc/ssl/certs/ca-certificates.crt", "PUBLIC\nCOMPANY\n");

        await Setup.UndoAsync(new Recorder(_run), CancellationToken.None);

        Assert.Equal(["update-ca-certificates --fresh"], _run);
        Assert.False(_root.Has("usr/local/share/ca-certificates/golden-ami-host.crt"));
    }

    private sealed class Recorder(List<string> run) : IProcessRunner
    {
        public Task<ProcessResult> RunAsync(ProcessSpec spec, CancellationToken ct)
        {
            run.Add($"{spec.FileName} {string.Join(' ', spec.Arguments)}");
            return Task.FromResult(new ProcessResult(0, "", "", TimedOut: false));
        }
    }
}
