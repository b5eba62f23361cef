using System.Text.RegularExpressions;
using GoldenAmi.Identifiers;

namespace GoldenAmi.References;

/// <summary>A comment that says what the id beside it, or on the line below, stands for.</summary>
/// <param name="Index">Where the marker begins in the text.</param>
internal abstract partial record Marker(int Index)
{
    /// <summary><c>golden-ami: ignore</c>: the id is left as it is.</summary>
    public sealed record Ignore(int Index) : Marker(Index);

    /// <summary><c>golden-ami: web/arm64 eu-west-1 111122223333</c>.</summary>
    /// <param name="Architecture">As EC2 says it, or null when the marker does not say.</param>
    /// <param name="Account">Null when the marker does not say.</param>
    public sealed record Names(int Index, string Recipe, string? Architecture, Region Region, AccountId? Account) : Marker(Index);

    /// <summary>It names a recipe and cannot be read on.</summary>
    /// <param name="Text">What it says.</param>
    public sealed record Unreadable(int Index, string Recipe, string Text) : Marker(Index);

    private const string Word = "golden-ami:";

    /// <summary>Every marker of a text, in its order. Prose that only looks like one names a recipe that nobody has.</summary>
    public static IEnumerable<Marker> All(string text)
    {
        for (var index = text.IndexOf(Word, StringComparison.Ordinal); index >= 0; index = text.IndexOf(Word, index + Word.Length, StringComparison.Ordinal))
        {
            if (IsInComment(text, index) && TryRead(text, index) is { } marker)
            {
                yield return marker;
            }
        }
    }

    /// <summary>What comes before the marker, on its line, ends in the sign that opens a comment, or in a quote: JSON has no comments but texts.</summary>
    private static bool IsInComment(string text, int index)
    {
        var before = text.AsSpan(0, index).TrimEnd(" \t");
        return before.Length > 0 && (before[^1] is '#' or ';' or '*' or '"' or '\'' or '%' || before.EndsWith("//") || before.EndsWith("--"));
    }

    private static Marker? TryRead(string text, int index)
    {
        var from = index + Word.Length;
        var length = Math.Min(text.Length - from, 200);
        var rest = text.AsSpan(from, length);
        var end = rest.IndexOfAny("\r\n\"'");
        var words = Clean((end < 0 ? rest : rest[..end]).ToString());
        // "golden-ami:recipe" is the name of a tag
        if (words.Length == 0 || rest[0] is not (' ' or '\t'))
        {
            return null;
        }

        if (words is ["ignore"])
        {
            return new Ignore(index);
        }

        var name = words[0].Split('/');
        var architecture = name.Length > 1 ? Ec2Architecture(name[1]) : null;
        var account = words.Length == 3 && AccountId.TryParse(words[2], out var id) ? id : (AccountId?)null;
        return name.Length <= 2 && words.Length is 2 or 3 && (name.Length == 1 || architecture is not null)
            && Region.TryParse(words[1], out var region) && (words.Length == 3) == account.HasValue
            ? new Names(index, name[0], architecture, region, account)
            : new Unreadable(index, name[0], string.Join(' ', words));
    }

    private static string[] Clean(string rest) =>
        ClosedComment().Replace(rest, "").Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    private static string? Ec2Architecture(string word) => word switch
    {
        "x86_64" or "amd64" => "x86_64",
        "arm64" or "aarch64" => "arm64",
        _ => null,
    };

    [GeneratedRegex(@"\s*(?:\*/|-->|--%>|#\}).*\z", RegexOptions.CultureInvariant)]
    private static partial Regex ClosedComment();
}
