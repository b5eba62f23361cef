using System.Text.RegularExpressions;
using GoldenAmi.Identifiers;

namespace GoldenAmi.References;

/// <summary>A comment that says what the id beside it, or on the line below, stands for.</summary>
/// <param name="Index">Where the marker begins in the text.</param>
internal abstract partial record Marker(int Index)
{
    /// <summary><c>golden-ami: ignore</c>: the id is left as it is.</summary>
    public sealed record Ignore(int Index) : Marker(Index);

    /// <summary><c>golden-ami: web/arm64 eu-west-1 111122223333 name</c>.</summary>
    /// <param name="Architecture">As EC2 says it, or null when the marker does not say.</param>
    /// <param name="Account">Null when the marker does not say.</param>
    /// <param name="What">An id when the marker does not say.</param>
    public sealed record Names(int Index, string Recipe, string? Architecture, Region Region, AccountId? Account, MarkedWhat What) : Marker(Index)
    {
        /// <summary>Whether the marker means this image of its recipe.</summary>
        public bool Fits(ImagePlace place) =>
            place.Region == Region && (Architecture is null || Architecture == place.Architecture) && (Account is null || Account == place.Account);
    }

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
        return TryReadNames(index, name, words.AsSpan(1)) ?? (Marker)new Unreadable(index, name[0], string.Join(' ', words));
    }

    private static Names? TryReadNames(int index, string[] name, ReadOnlySpan<string> words)
    {
        var architecture = name.Length > 1 ? Ec2Architecture(name[1]) : null;
        if (name.Length > 2 || (name.Length == 2 && architecture is null) || words.Length == 0 || !Region.TryParse(words[0], out var region))
        {
            return null;
        }

        words = words[1..];
        var account = words.Length > 0 && AccountId.TryParse(words[0], out var id) ? id : (AccountId?)null;
        words = account is null ? words : words[1..];
        return words switch
        {
            [] => new Names(index, name[0], architecture, region, account, MarkedWhat.Id),
            [var word] when MarkedWhats.Find(word) is { } what => new Names(index, name[0], architecture, region, account, what),
            _ => null,
        };
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
