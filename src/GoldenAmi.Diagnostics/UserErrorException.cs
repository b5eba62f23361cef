namespace GoldenAmi.Diagnostics;

/// <summary>The one exception that carries problems which the reader can mend across layers. Everything else that is thrown is a bug.</summary>
public sealed class UserErrorException : Exception
{
    /// <summary>Several problems at once, in the order in which they are to be printed.</summary>
    /// <param name="ending">The exit code that this leads to.</param>
    /// <param name="diagnostics">At least one.</param>
    public UserErrorException(Ending ending, IReadOnlyList<Diagnostic> diagnostics, Exception? cause = null)
        : base(string.Join(Environment.NewLine, diagnostics), cause)
    {
        ArgumentOutOfRangeException.ThrowIfZero(diagnostics.Count);
        Ending = ending;
        Diagnostics = diagnostics;
    }

    /// <summary>One problem.</summary>
    public UserErrorException(Ending ending, Diagnostic diagnostic, Exception? cause = null)
        : this(ending, [diagnostic], cause)
    {
    }

    /// <summary>The exit code that this leads to.</summary>
    public Ending Ending { get; }

    /// <summary>The problems in the order in which they are printed, at least one.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}
