using GoldenAmi.Diagnostics;
using GoldenAmi.Processes;

namespace GoldenAmi.References;

/// <summary>The words for a command of git that had to succeed and did not.</summary>
internal static class GitFailure
{
    private const int MostCharacters = 500;

    public static UserErrorException Of(string command, ProcessResult result) => new(Ending.Refused, new Diagnostic(
        ErrorCode.GitRefused,
        $"'git {command}' ended with exit code {result.ExitCode}: {Said(result)}",
        Place: null,
        "do what git's message asks for, and run again."));

    /// <summary>What git wrote to its standard error, as one line of at most 500 characters.</summary>
    public static string Said(ProcessResult result)
    {
        var text = TrackedFile.Printable(result.Error.Trim().Replace("\n", "; ", StringComparison.Ordinal));
        return text.Length == 0 ? "(git said nothing)" : text.Length > MostCharacters ? text[..MostCharacters] + "…" : text;
    }
}
