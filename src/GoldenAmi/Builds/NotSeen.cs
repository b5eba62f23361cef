using GoldenAmi.Diagnostics;

namespace GoldenAmi.Builds;

/// <summary>What a run that only reads makes of a read that is denied to it: it goes on and says what it could not see.</summary>
internal static class NotSeen
{
    /// <summary>The value, or why it was not seen.</summary>
    public static async Task<Seen<T>> OrNotSeenAsync<T>(this Task<T> read)
    {
        try
        {
            return new Seen<T>(await read, []);
        }
        catch (UserErrorException denial) when (denial.Diagnostics.All(problem => problem.Code == ErrorCode.AwsAccessDenied))
        {
            return new Seen<T>(default, denial.Diagnostics);
        }
    }

    /// <summary><c>not seen: imagebuilder:ListComponents is not allowed</c>. A denial's message begins with its operation (<c>AwsErrors</c>).</summary>
    public static string Describe(Diagnostic denial) => $"{Operation(denial)} is not allowed";

    /// <summary>The denial in the place of what it hides.</summary>
    public static PlannedOperation Row(Diagnostic denial) => new("not seen", "resources", Describe(denial));

    /// <summary>The denial as a warning: the run goes on.</summary>
    public static Diagnostic Warning(Diagnostic denial) => denial with { Severity = Severity.Warning };

    private static string Operation(Diagnostic denial) => denial.Message.Split(' ')[0];
}

/// <summary>What a read came to.</summary>
/// <param name="Denials">Why there is no value; empty when there is one.</param>
internal sealed record Seen<T>(T? Value, IReadOnlyList<Diagnostic> Denials);
