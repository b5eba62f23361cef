namespace GoldenAmi.Machines.Qemu;

/// <summary>Says which folder it was when files of machines cannot be written.</summary>
internal static class FolderGuard
{
    /// <summary>Does work that writes below the folder.</summary>
    /// <exception cref="Diagnostics.UserErrorException">GA0457: the system refused, or has no room.</exception>
    public static async Task<T> InAsync<T>(string folder, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or (IOException and not FileNotFoundException))
        {
            throw MachineProblems.FolderUnusable(folder, refused.Message, refused);
        }
    }
}
