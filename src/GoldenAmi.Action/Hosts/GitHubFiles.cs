using System.Text;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Hosts;

/// <summary>The files through which GitHub's runner takes outputs and the step summary. Written wherever their variables are set.</summary>
internal sealed class GitHubFiles(ProgramContext context)
{
    /// <summary>What the runner puts before a state's name to make the variable of the post step.</summary>
    private const string StatePrefix = "STATE_";

    /// <summary>GitHub refuses a step summary above 1 MiB as a whole.</summary>
    public const int SummaryLimitBytes = 1024 * 1024;

    private const string Cut = "\n\n*The summary was cut here: GitHub takes 1 MiB. The report file and the log have the rest.*\n";

    /// <exception cref="UserErrorException">GA0610.</exception>
    public void WriteOutputs(IReadOnlyList<(string Name, string Value)> outputs) => Write("GITHUB_OUTPUT", outputs);

    /// <summary>Hands values to the post step, which reads them with <see cref="ReadState"/>. A later value takes the place of an earlier one.</summary>
    /// <exception cref="UserErrorException">GA0610.</exception>
    public void WriteState(IReadOnlyList<(string Name, string Value)> state) => Write("GITHUB_STATE", state);

    /// <summary>A value that the main step wrote, or null.</summary>
    public string? ReadState(string name) => context.Variable(StatePrefix + name);

    /// <summary>Each value stands between lines that its text cannot hold.</summary>
    private void Write(string variable, IReadOnlyList<(string Name, string Value)> values)
    {
        if (context.Variable(variable) is not { } file)
        {
            return;
        }

        var text = new StringBuilder();
        foreach (var (name, value) in values)
        {
            var delimiter = $"golden-ami-{context.Edges.NewToken()}";
            text.Append(name).Append("<<").Append(delimiter).Append('\n').Append(value).Append('\n').Append(delimiter).Append('\n');
        }

        Append(file, variable, text.ToString());
    }

    /// <exception cref="UserErrorException">GA0610.</exception>
    public void WriteSummary(string markdown)
    {
        if (context.Variable("GITHUB_STEP_SUMMARY") is { } file)
        {
            Append(file, "GITHUB_STEP_SUMMARY", Shorten(markdown, SummaryLimitBytes));
        }
    }

    /// <summary>At most <paramref name="limit"/> bytes of UTF-8, cut at the end of a line and saying so.</summary>
    public static string Shorten(string markdown, int limit)
    {
        if (Encoding.UTF8.GetByteCount(markdown) <= limit)
        {
            return markdown;
        }

        var room = limit - Encoding.UTF8.GetByteCount(Cut);
        var kept = new StringBuilder();
        foreach (var line in markdown.Split('\n'))
        {
            room -= Encoding.UTF8.GetByteCount(line) + 1;
            if (room < 0)
            {
                break;
            }

            kept.Append(line).Append('\n');
        }

        return kept.Append(Cut).ToString();
    }

    private static void Append(string file, string variable, string text)
    {
        try
        {
            File.AppendAllText(file, text);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(Ending.Refused, new Diagnostic(ErrorCode.ResultFileNotWritable,
                $"The file that {variable} names, '{file}', cannot be written: {cause.Message}", null,
                $"let {variable} name a file that can be appended to, or leave it unset."), cause);
        }
    }
}
