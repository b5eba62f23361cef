using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Hosts;

/// <summary>Files in which a run leaves its results for the CI system, below <c>.golden-ami/reports</c> of the working folder.</summary>
internal static class ResultFile
{
    public static string FolderOf(ProgramContext context) => Path.Combine(context.WorkingFolder, ".golden-ami", "reports");

    public static string JUnitOf(ProgramContext context) => Path.Combine(FolderOf(context), "junit.xml");

    /// <returns>The path, as given.</returns>
    /// <exception cref="UserErrorException">GA0610.</exception>
    public static string Write(string path, string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return path;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(Ending.Refused, new Diagnostic(ErrorCode.ResultFileNotWritable,
                $"The file of results '{path}' cannot be written: {cause.Message}", null, "make its folder writable."), cause);
        }
    }
}
