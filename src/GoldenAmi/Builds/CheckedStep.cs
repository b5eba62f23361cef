using GoldenAmi.Diagnostics;

namespace GoldenAmi.Builds;

/// <summary>
/// A step of a component that checks the image: of the phase <c>validate</c>, on the machine that was built, or <c>test</c>, on a fresh one started from the new image.
/// </summary>
/// <param name="Component">The component document, for example <c>examples/web/tests/page.yaml</c>, or what AWS calls the component: <c>amazon/simple-boot-test-linux</c>.</param>
/// <param name="Phase"><c>validate</c> or <c>test</c>.</param>
/// <param name="Step">The step's name, for example <c>PageAnswers</c>.</param>
public sealed record CheckedStep(string Component, string Phase, string Step, CheckOutcome Outcome)
{
    /// <summary>Of the last attempt; null when the step did not end.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Why it did not pass, in one line: <c>exit status 7</c>. Empty when it passed. Whatever the component's author wrote can stand here.</summary>
    public string Message { get; init; } = "";

    /// <summary>The last lines that a failed step wrote to its error stream, as they were written; empty when none are known.</summary>
    public IReadOnlyList<string> ErrorLines { get; init; } = [];

    /// <summary>The step in its document; of a component that is only in AWS, its line in the recipe. Null when the log names a component that the recipe does not have.</summary>
    public SourcePlace? Place { get; init; }
}

/// <summary>What became of a step that checks the image.</summary>
public enum CheckOutcome
{
    Passed,
    Failed,

    /// <summary>Failed, and its document says <c>onFailure: Ignore</c>.</summary>
    Ignored,

    /// <summary>The build ended before the step did, or before it began.</summary>
    NotReached,
}
