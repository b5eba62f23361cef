using GoldenAmi.Action.Reports;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Runs;

/// <summary>The run's report in Markdown, whole: step summaries end at a limit, this file does not.</summary>
internal static class ReportFile
{
    /// <returns>The file's path relative to the repository's root.</returns>
    /// <exception cref="UserErrorException">GA0610.</exception>
    public static string Write(string repositoryRoot, RunSummary summary, WebLinks links)
    {
        var folder = WorkFolder.Make(repositoryRoot);
        var file = Path.Combine(folder, "report.md");
        try
        {
            File.WriteAllText(file, MarkdownSummary.Write(summary, links));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(Ending.Refused, new Diagnostic(ErrorCode.ResultFileNotWritable,
                $"The report '{file}' cannot be written: {cause.Message}", null, "give the user of this run the right to write there."), cause);
        }

        return $"{WorkFolder.Name}/report.md";
    }
}
