using GoldenAmi.Processes;

namespace GoldenAmi.Runner;

/// <summary>
/// Lets the machine reach package archives the way its host does, for the time of the build only. The seed's folder <c>host</c> may hold
/// <c>mirrors</c> (lines <c>official-URI host-URI</c> to put in place of one another in apt's sources), <c>apt.conf</c> (proxies),
/// <c>environment</c> (lines <c>NAME=value</c>) and <c>ca.pem</c> (the host's own certificates).
/// </summary>
/// <param name="folder">The seed's folder; may be missing.</param>
/// <param name="root">Of the machine's files: <c>/</c>, another folder in tests.</param>
internal sealed class HostSetup(string folder, string root)
{
    private const string BundleBegin = "# golden-ami: certificates of the build's host\n";

    private string AptConfiguration => Path.Combine(root, "etc/apt/apt.conf.d/95golden-ami-host");

    private string Bundle => Path.Combine(root, "etc/ssl/certs/ca-certificates.crt");

    // update-ca-certificates, when a component runs it, takes them from here into a new bundle
    private string LocalCertificates => Path.Combine(root, "usr/local/share/ca-certificates/golden-ami-host.crt");

    /// <summary>The variables for the steps' processes.</summary>
    public IEnumerable<(string Name, string Value)> Variables() =>
        Lines("environment").Where(line => line.Contains('=', StringComparison.Ordinal)).Select(line => (line[..line.IndexOf('=', StringComparison.Ordinal)], line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]));

    /// <summary>Applies the setup; a second time, after a restart, changes nothing.</summary>
    public void Apply()
    {
        foreach (var (official, host) in Mirrors())
        {
            ReplaceInSources(official, host);
        }

        if (File.Exists(Path.Combine(folder, "apt.conf")))
        {
            File.Copy(Path.Combine(folder, "apt.conf"), AptConfiguration, overwrite: true);
        }

        var certificates = Path.Combine(folder, "ca.pem");
        if (File.Exists(certificates) && !File.Exists(LocalCertificates))
        {
            var text = File.ReadAllText(certificates);
            File.AppendAllText(Bundle, BundleBegin + text);
            Directory.CreateDirectory(Path.GetDirectoryName(LocalCertificates)!);
            File.WriteAllText(LocalCertificates, text);
        }
    }

    /// <summary>Takes the setup away again; what the components themselves changed stays.</summary>
    public async Task UndoAsync(IProcessRunner processes, CancellationToken ct)
    {
        foreach (var (official, host) in Mirrors().Reverse())
        {
            ReplaceInSources(host, official);
            RemoveLists();
        }

        File.Delete(AptConfiguration);
        if (!File.Exists(LocalCertificates))
        {
            return;
        }

        File.Delete(LocalCertificates);
        var bundle = await File.ReadAllTextAsync(Bundle, ct);
        if (bundle.IndexOf(BundleBegin, StringComparison.Ordinal) is var begin and >= 0)
        {
            await File.WriteAllTextAsync(Bundle, bundle[..begin], ct);
            return;
        }

        // A component had the bundle made anew, and links made to our file.
        await processes.RunAsync(new ProcessSpec("update-ca-certificates", ["--fresh"]), ct);
    }

    private IEnumerable<(string Official, string Host)> Mirrors() =>
        Lines("mirrors").Select(line => line.Split(' ')).Where(parts => parts.Length == 2).Select(parts => (parts[0], parts[1]));

    private void ReplaceInSources(string old, string replacement)
    {
        foreach (var file in Sources())
        {
            var text = File.ReadAllText(file);
            var replaced = string.Join('\n', text.Split('\n').Select(line => string.Join(' ', line.Split(' ').Select(word => word.TrimEnd('/') == old ? replacement : word))));
            if (replaced != text)
            {
                File.WriteAllText(file, replaced);
            }
        }
    }

    private IEnumerable<string> Sources()
    {
        var parts = Path.Combine(root, "etc/apt/sources.list.d");
        var one = Path.Combine(root, "etc/apt/sources.list");
        IEnumerable<string> files = Directory.Exists(parts) ? Directory.EnumerateFiles(parts).Order(StringComparer.Ordinal) : [];
        return File.Exists(one) ? files.Append(one) : files;
    }

    // Their names are those of the host's mirrors.
    private void RemoveLists()
    {
        var lists = Path.Combine(root, "var/lib/apt/lists");
        foreach (var file in Directory.Exists(lists) ? Directory.EnumerateFiles(lists) : [])
        {
            File.Delete(file);
        }
    }

    private IEnumerable<string> Lines(string name) =>
        File.Exists(Path.Combine(folder, name)) ? File.ReadLines(Path.Combine(folder, name)) : [];
}
