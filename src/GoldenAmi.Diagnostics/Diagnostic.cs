namespace GoldenAmi.Diagnostics;

/// <summary>How much a <see cref="Diagnostic"/> weighs: an error ends the run, a warning does not.</summary>
public enum Severity
{
    Error,
    Warning,
}

/// <summary>One thing that the reader can mend.</summary>
/// <param name="Code">A constant of <see cref="ErrorCode"/>, for example <c>GA0104</c>; its page is <c>docs/errors/GA0104.md</c>.</param>
/// <param name="Message">What was found (the bad value quoted) and what is allowed, as a sentence.</param>
/// <param name="Place">Where, or null when no file of the user is concerned.</param>
/// <param name="Fix">What to do, as a sentence without the word "Fix".</param>
public sealed record Diagnostic(string Code, string Message, SourcePlace? Place, string Fix)
{
    /// <summary>Error unless said otherwise.</summary>
    public Severity Severity { get; init; } = Severity.Error;

    /// <summary>Where the code is explained, relative to the project's repository: <c>docs/errors/GA0104.md</c>.</summary>
    public string Page => $"docs/errors/{Code}.md";

    /// <summary>The one form in which problems are printed: <c>file(12,5): error GA0104: Message Fix: what to do</c>.</summary>
    public override string ToString()
    {
        var where = Place is null ? "" : $"{Place}: ";
        var word = Severity == Severity.Error ? "error" : "warning";
        return $"{where}{word} {Code}: {Message} Fix: {Fix}";
    }
}
