namespace GoldenAmi.References;

/// <summary>The files that tell history, in which an old id must stay: change logs, lock files, Terraform's state, and what <c>.golden-ami-ignore</c> names.</summary>
internal sealed class LeftAlone
{
    /// <summary>The file at the repository's root with one pattern on a line: <c>#</c> begins a comment, a pattern without a slash is a name in any folder, <c>!</c> takes an earlier pattern back.</summary>
    public const string IgnoreFile = ".golden-ami-ignore";

    private static readonly string[] History =
    [
        "[Cc][Hh][Aa][Nn][Gg][Ee][Ll][Oo][Gg]*", "*.tfstate", "*.tfstate.*", "*.lock", "*.lock.*", "*-lock.*", "*.lockfile", IgnoreFile,
    ];

    private readonly List<(Glob Glob, bool Ignored)> _rules;

    private LeftAlone(List<(Glob, bool)> rules) => _rules = rules;

    /// <param name="ignoreFile">The text of <see cref="IgnoreFile"/>, or null when the commit has none.</param>
    public static LeftAlone Read(string? ignoreFile)
    {
        var lines = (ignoreFile ?? "").TrimStart('\uFEFF').Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith('#'));
        return new LeftAlone([.. History.Concat(lines).Select(Rule)]);
    }

    /// <summary>The last rule that matches decides.</summary>
    public bool Covers(string path) => _rules.FindLast(rule => rule.Glob.Matches(path)) is { Glob: not null, Ignored: true };

    private static (Glob Glob, bool Ignored) Rule(string line)
    {
        var kept = line.StartsWith('!');
        var pattern = kept ? line[1..] : line;
        var anywhere = !pattern.TrimEnd('/').Contains('/', StringComparison.Ordinal);
        return (Glob.Parse(anywhere ? "**/" + pattern : pattern), !kept);
    }
}
