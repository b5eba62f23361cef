using System.Text;

namespace GoldenAmi.Locks;

/// <summary>The comments of a lock file by the path of the line at which they stand: <c>images/web/parent</c>.</summary>
internal sealed class LockComments
{
    private readonly Dictionary<string, string> _before = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _beside = new(StringComparer.Ordinal);

    public static LockComments None { get; } = new();

    /// <summary>What stands after the last key, line ends and all.</summary>
    public string AtEnd { get; private set; } = "";

    /// <summary>Whole lines before the key, with their line ends.</summary>
    public string Before(string path) => _before.GetValueOrDefault(path, "");

    /// <summary>What stands behind the value, with the blanks before it.</summary>
    public string Beside(string path) => _beside.GetValueOrDefault(path, "");

    public static LockComments Read(string text)
    {
        var comments = new LockComments();
        var pending = new StringBuilder();
        var above = new Stack<(int Indent, string Key)>();
        foreach (var line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            var content = line.TrimStart(' ');
            if (content.Length == 0 || content[0] == '#')
            {
                pending.Append(line).Append('\n');
                continue;
            }

            var indent = line.Length - content.Length;
            while (above.TryPeek(out var open) && open.Indent >= indent)
            {
                above.Pop();
            }

            above.Push((indent, KeyOf(content)));
            var path = string.Join('/', above.Reverse().Select(open => open.Key));
            comments._before[path] = pending.ToString();
            pending.Clear();
            if (content.IndexOf(" #", EndOfQuotes(content), StringComparison.Ordinal) is var at and >= 0)
            {
                comments._beside[path] = content[content[..at].TrimEnd().Length..];
            }
        }

        comments.AtEnd = pending.ToString();
        return comments;
    }

    /// <summary>Behind the last quote: within quotes a # begins no comment. A comment that has quotes of its own is kept from its last # on.</summary>
    private static int EndOfQuotes(string content)
    {
        var comment = content.LastIndexOf(" #", StringComparison.Ordinal);
        var quote = comment < 0 ? -1 : content.IndexOf('"', comment) is var after and >= 0 && content[..comment].Count(letter => letter == '"') % 2 == 1 ? after : content.LastIndexOf('"', comment);
        return Math.Max(quote, 0);
    }

    private static string KeyOf(string content)
    {
        var end = content.IndexOf(": ", StringComparison.Ordinal);
        var key = end >= 0 ? content[..end] : content.Split(" #")[0].TrimEnd().TrimEnd(':');
        return key.Trim('"', '\'');
    }
}
