namespace GoldenAmi.Machines;

/// <summary>Makes machines out of disk files and runs them to their end.</summary>
public interface IMachines
{
    /// <summary>Makes the base disk when it is not in the cache: once, under a lock, atomically.</summary>
    /// <param name="onProgress">Takes a line now and then while the disk is made: <c>debian 12: installing packages</c>.</param>
    /// <returns>Path of a standalone qcow2 that nobody writes to.</returns>
    /// <exception cref="Diagnostics.UserErrorException">GA0451, GA0452 or GA0453.</exception>
    Task<string> PrepareBaseAsync(BaseImage image, Action<string> onProgress, CancellationToken ct);

    /// <summary>Starts a machine and waits until it has powered itself off.</summary>
    /// <param name="onLine">Takes each line of the runner's channel as it comes, from one thread at a time. It is what a guest wrote: anything.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled; the machine is gone and nothing of it is left.</exception>
    Task<MachineEnd> RunAsync(MachineOrder order, Action<string> onLine, CancellationToken ct);
}
