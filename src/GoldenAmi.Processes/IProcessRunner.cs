namespace GoldenAmi.Processes;

/// <summary>The one door through which other programs are run.</summary>
public interface IProcessRunner
{
    /// <summary>Runs the program to its end. An exit code other than 0 is a result, not an exception.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the whole process tree has been killed.</exception>
    /// <exception cref="Diagnostics.UserErrorException">The program is not there or may not be executed (GA0450).</exception>
    Task<ProcessResult> RunAsync(ProcessSpec spec, CancellationToken ct);
}
