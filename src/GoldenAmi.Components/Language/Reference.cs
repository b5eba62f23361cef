using System.Globalization;
using System.Text.RegularExpressions;

namespace GoldenAmi.Components.Language;

/// <summary>A <c>{{ … }}</c> in a text. The grammar is that of AWSTOE's variables and chaining.</summary>
/// <param name="Raw">As written, with the braces.</param>
/// <param name="Index">Where it begins in the text.</param>
internal abstract partial record Reference(string Raw, int Index)
{
    /// <summary><c>{{ Name }}</c>: a parameter or constant.</summary>
    public sealed record Named(string Raw, int Index, string Name) : Reference(Raw, Index);

    /// <summary><c>{{ phase.step.outputs[0].stdout }}</c>.</summary>
    /// <param name="IsOutput">False for <c>inputs</c>.</param>
    /// <param name="Entry">The number in brackets; 0 when not given.</param>
    public sealed record Chained(string Raw, int Index, string Phase, string Step, bool IsOutput, int Entry, string Key) : Reference(Raw, Index);

    /// <summary>A form that AWSTOE knows and that is not available here yet.</summary>
    /// <param name="Form">How it begins: <c>aws:ssm:</c>, <c>env:</c>, <c>loop.</c>…</param>
    public sealed record NotYet(string Raw, int Index, string Form) : Reference(Raw, Index);

    /// <summary>Double braces with something else in them, such as a Go template.</summary>
    public sealed record Foreign(string Raw, int Index) : Reference(Raw, Index);

    private static readonly string[] KnownForms = ["aws:ssm:", "aws:imds:", "env:", "context:"];

    /// <summary>All references of a text in order. Braces within braces (<c>{{a,b},c}</c> of a shell) are no reference.</summary>
    public static IReadOnlyList<Reference> Scan(string text) =>
        text.Contains("{{", StringComparison.Ordinal) ? [.. Braces().Matches(text).Select(Read)] : [];

    /// <summary>The text with each reference replaced; what is put in is not scanned again.</summary>
    public static string Replace(string text, Func<Reference, string> valueOf) =>
        text.Contains("{{", StringComparison.Ordinal) ? Braces().Replace(text, match => valueOf(Read(match))) : text;

    private static Reference Read(Match match)
    {
        var inner = match.Groups[1].Value.Trim();
        if (KnownForms.FirstOrDefault(form => inner.StartsWith(form, StringComparison.Ordinal)) is { } known)
        {
            return new NotYet(match.Value, match.Index, known);
        }

        if (NamePattern().IsMatch(inner))
        {
            return new Named(match.Value, match.Index, inner);
        }

        var chain = ChainPattern().Match(inner);
        if (chain.Success)
        {
            _ = int.TryParse(chain.Groups["entry"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var entry);
            return new Chained(
                match.Value, match.Index, chain.Groups["phase"].Value, chain.Groups["step"].Value, chain.Groups["side"].Value == "outputs", entry, chain.Groups["key"].Value);
        }

        return LoopVariable().IsMatch(inner) ? new NotYet(match.Value, match.Index, "loop.") : new Foreign(match.Value, match.Index);
    }

    [GeneratedRegex(@"\{\{([^{}\r\n]*)\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Braces();

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^(?<phase>[A-Za-z0-9_-]+)\.(?<step>[A-Za-z0-9_-]+)\.(?<side>inputs|outputs)(\[(?<entry>[0-9]{1,6})\])?\.(?<key>[A-Za-z0-9_-]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex ChainPattern();

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\.(index|value)\z", RegexOptions.CultureInvariant)]
    private static partial Regex LoopVariable();
}
