using System.Text.RegularExpressions;

namespace GoldenAmi.Machines.Qemu;

/// <summary>
/// How this host reaches Debian's archive and the web: mirrors in apt's sources, proxies, certificates of its own. A machine is given it for
/// the time of its build (GoldenAmi.Runner's HostSetup puts it in place and takes it away again).
/// </summary>
internal static partial class HostAccess
{
    public const string Archive = "http://deb.debian.org/debian";
    public const string SecurityArchive = "http://deb.debian.org/debian-security";

    private static readonly string[] Proxies = ["http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"];

    /// <summary>The files for the seed's folder <c>host</c>, name → text. Nothing special about the host: an empty one.</summary>
    /// <param name="root">Of the host's files: <c>/</c>, another folder in tests.</param>
    public static IReadOnlyDictionary<string, string> Collect(string root, IReadOnlyDictionary<string, string> environment)
    {
        var files = new Dictionary<string, string>();
        Add(files, "mirrors", MirrorLines(AptSources(root)));
        Add(files, "environment", Proxies.Where(environment.ContainsKey).Select(name => $"{name}={InGuest(environment[name])}"));
        Add(files, "apt.conf", AptProxies(root));
        Add(files, "ca.pem", Certificates(root));
        return files;
    }

    /// <summary>apt's sources on the host as lines of the old form, only those of this Debian release and without options.</summary>
    /// <param name="suite"><c>bookworm</c></param>
    /// <returns>Empty when the host has none.</returns>
    public static IReadOnlyList<string> SourceLines(string root, string suite)
    {
        var sources = AptSources(root).Where(source => source.Suite.StartsWith(suite, StringComparison.Ordinal)).Distinct().ToList();
        return sources.Any(source => source.Suite == suite)
            ? [.. sources.Select(source => $"deb {source.Uri} {source.Suite} main")]
            : [];
    }

    private static void Add(Dictionary<string, string> files, string name, IEnumerable<string> lines)
    {
        var text = string.Concat(lines.Select(line => line + "\n"));
        if (text.Length > 0)
        {
            files[name] = text;
        }
    }

    // The security archive first: its official address begins with the other one's.
    private static IEnumerable<string> MirrorLines(IReadOnlyList<AptSource> sources)
    {
        var security = sources.FirstOrDefault(source => source.Suite.EndsWith("-security", StringComparison.Ordinal));
        var main = sources.FirstOrDefault(source => !source.Suite.Contains('-', StringComparison.Ordinal));
        return new[] { (Official: SecurityArchive, Host: security?.Uri), (Official: Archive, Host: main?.Uri) }
            .Where(pair => pair.Host is not null && pair.Host != pair.Official && pair.Host.StartsWith("http", StringComparison.Ordinal))
            .Select(pair => $"{pair.Official} {pair.Host}");
    }

    private static List<AptSource> AptSources(string root)
    {
        var one = Path.Combine(root, "etc/apt/sources.list");
        var parts = Path.Combine(root, "etc/apt/sources.list.d");
        IEnumerable<string> files = Directory.Exists(parts) ? Directory.EnumerateFiles(parts).Order(StringComparer.Ordinal) : [];
        return [.. (File.Exists(one) ? files.Prepend(one) : files).SelectMany(Read).Where(source => source.Uri.Contains("debian", StringComparison.Ordinal))];
    }

    private static IEnumerable<AptSource> Read(string file) => Path.GetExtension(file) switch
    {
        ".list" => File.ReadLines(file).Select(line => OneLine().Match(line)).Where(match => match.Success)
            .Select(match => new AptSource(match.Groups[1].Value.TrimEnd('/'), match.Groups[2].Value)),
        ".sources" => File.ReadAllText(file).ReplaceLineEndings("\n").Split("\n\n").SelectMany(Stanza),
        _ => [],
    };

    private static IEnumerable<AptSource> Stanza(string text)
    {
        var fields = text.Split('\n').Where(line => line.Contains(':', StringComparison.Ordinal) && !line.StartsWith('#'))
            .Select(line => line.Split(':', 2)).GroupBy(parts => parts[0].Trim()).ToDictionary(group => group.Key, group => Words(group.First()[1]));
        return fields.TryGetValue("Types", out var types) && types.Contains("deb") && fields.TryGetValue("URIs", out var uris) && fields.TryGetValue("Suites", out var suites)
            && !(fields.TryGetValue("Enabled", out var enabled) && enabled.Contains("no"))
            ? suites.Select(suite => new AptSource(uris[0].TrimEnd('/'), suite))
            : [];
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IEnumerable<string> AptProxies(string root)
    {
        var folder = Path.Combine(root, "etc/apt/apt.conf.d");
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Where(line => ProxyLine().IsMatch(line)).Select(InGuest)
            : [];
    }

    private static IEnumerable<string> Certificates(string root)
    {
        var folder = Path.Combine(root, "usr/local/share/ca-certificates");
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.crt", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => File.ReadAllText(file).TrimEnd())
            : [];
    }

    // The host's own loopback is 10.0.2.2 in qemu's user network.
    private static string InGuest(string text) => Loopback().Replace(text, "${before}10.0.2.2");

    [GeneratedRegex(@"^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)")]
    private static partial Regex OneLine();

    [GeneratedRegex(@"^\s*Acquire::(https?|ftp)::Proxy\b[^;]*;\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex ProxyLine();

    [GeneratedRegex(@"(?<before>//|@)(127\.0\.0\.1|localhost)\b")]
    private static partial Regex Loopback();

    private sealed record AptSource(string Uri, string Suite);
}
