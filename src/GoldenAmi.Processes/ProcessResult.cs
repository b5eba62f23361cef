namespace GoldenAmi.Processes;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">The program's exit code; 128 + signal when a signal ended it.</param>
/// <param name="Output">Standard output, byte for byte as decoded, up to <see cref="ProcessSpec.MaxCapturedBytes"/>.</param>
/// <param name="Error">Standard error, likewise.</param>
/// <param name="TimedOut">True when <see cref="ProcessSpec.Timeout"/> ended it.</param>
public sealed record ProcessResult(int ExitCode, string Output, string Error, bool TimedOut)
{
    /// <summary>True when a stream was longer than <see cref="ProcessSpec.MaxCapturedBytes"/> and its end is missing here.</summary>
    public bool Truncated { get; init; }

    /// <summary>True when the program ended by itself with exit code 0.</summary>
    public bool Succeeded => ExitCode == 0 && !TimedOut;
}
