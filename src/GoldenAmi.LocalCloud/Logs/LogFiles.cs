using System.Globalization;
using System.Text;

namespace GoldenAmi.LocalCloud.Logs;

/// <summary>A line of a log stream.</summary>
internal sealed record LogLine(DateTimeOffset Time, string Text);

/// <summary>
/// The streams of CloudWatch Logs: one file each, <c>logs/account/region/group/stream</c> with names escaped, one line an event: milliseconds, a tab, the text.
/// They are only ever appended to, so they lie beside the document of the state and not in it.
/// </summary>
internal sealed class LogFiles(string folder)
{
    private readonly Lock _lock = new();

    public void Append(string account, string region, string group, string stream, IEnumerable<LogLine> lines)
    {
        var file = FileOf(account, region, group, stream);
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"{line.Time.ToUnixTimeMilliseconds()}\t{line.Text.ReplaceLineEndings(" ")}\n");
        }

        lock (_lock)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.AppendAllText(file, text.ToString());
        }
    }

    /// <summary>The names of a group's streams, sorted; null when there is no such group.</summary>
    public IReadOnlyList<string>? Streams(string account, string region, string group)
    {
        var path = GroupFolder(account, region, group);
        return Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path).Select(file => Uri.UnescapeDataString(Path.GetFileName(file))).Order(StringComparer.Ordinal)]
            : null;
    }

    /// <summary>All of a stream, oldest first; null when there is no such stream. A last line that was not written whole is left out.</summary>
    public IReadOnlyList<LogLine>? Read(string account, string region, string group, string stream)
    {
        var file = FileOf(account, region, group, stream);
        if (!File.Exists(file))
        {
            return null;
        }

        string text;
        lock (_lock)
        {
            text = File.ReadAllText(file);
        }

        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).OfType<LogLine>()];
    }

    private static LogLine? Parse(string line)
    {
        var cut = line.IndexOf('\t', StringComparison.Ordinal);
        return cut > 0 && long.TryParse(line.AsSpan(0, cut), NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            ? new LogLine(DateTimeOffset.FromUnixTimeMilliseconds(time), line[(cut + 1)..])
            : null;
    }

    private string GroupFolder(string account, string region, string group) => Path.Combine(folder, account, region, Escape(group));

    private string FileOf(string account, string region, string group, string stream) => Path.Combine(GroupFolder(account, region, group), Escape(stream));

    // '.' and '..' are folders; everything else that a path could mean is escaped.
    private static string Escape(string name) => Uri.EscapeDataString(name) is var escaped && escaped.All(each => each == '.') ? escaped.Replace(".", "%2E", StringComparison.Ordinal) : escaped;
}
