using System.Text.RegularExpressions;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Yaml;

/// <summary>Collects the problems of one document, so that all are told at once and in file order.</summary>
/// <param name="codes">The codes of what is wrong in any document of this kind.</param>
internal sealed partial class ProblemList(DocumentCodes codes)
{
    private readonly List<Diagnostic> _problems = [];

    /// <summary>The codes of what is wrong in any document of this kind.</summary>
    public DocumentCodes Codes => codes;

    public bool HasErrors => _problems.Exists(problem => problem.Severity == Severity.Error);

    public void Add(Diagnostic problem) => _problems.Add(problem);

    public void AddAll(IEnumerable<Diagnostic> problems) => _problems.AddRange(problems);

    public void Add(string code, SourcePlace place, string message, string fix) => _problems.Add(new Diagnostic(code, message, place, fix));

    public void Warn(string code, SourcePlace place, string message, string fix) =>
        _problems.Add(new Diagnostic(code, message, place, fix) { Severity = Severity.Warning });

    /// <summary>A piece has the wrong kind: a list where a map belongs.</summary>
    public void AddWrongKind(Node found, string what, string wanted) =>
        Add(codes.WrongKind, found.Place, $"{Upper(what)} is {found.Kind}{Quote(found)}; it must be {wanted}.", $"write {wanted} here.");

    /// <summary>A word is not one of the allowed ones.</summary>
    public void AddUnknownWord(string code, TextNode found, string what, IReadOnlyList<string> allowed) =>
        Add(code, found.Place, $"'{Short(found.Value)}' is not {what}; allowed: {string.Join(", ", allowed)}.", DidYouMean(found.Value, allowed));

    public IReadOnlyList<Diagnostic> InFileOrder() => [.. _problems.OrderBy(problem => problem.Place)];

    /// <summary>The fix for a misspelt word.</summary>
    public static string DidYouMean(string found, IReadOnlyList<string> allowed) =>
        NearMiss.Find(found, allowed) is { } near ? $"did you mean '{near}'?" : "use one of the allowed ones.";

    /// <summary>A value as it is quoted in a message: one line, at most 60 characters, without the password of an address: messages end in logs.</summary>
    public static string Short(string value)
    {
        var line = Password().Replace(string.Concat(value.Select(character => char.IsControl(character) ? ' ' : character)), ":***@");
        return line.Length <= 60 ? line : string.Concat(line.AsSpan(0, 57), "...");
    }

    [GeneratedRegex(@"(?<=://[^/@\s:]*):[^/@\s]+@", RegexOptions.CultureInvariant)]
    private static partial Regex Password();

    private static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Quote(Node found) => found is TextNode { IsNull: false } text ? $" ('{Short(text.Value)}')" : "";
}
