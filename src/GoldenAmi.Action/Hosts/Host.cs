using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GoldenAmi.Action.Reports;
using GoldenAmi.Reports;

namespace GoldenAmi.Action.Hosts;

/// <summary>Where the program runs and how it speaks there: chosen once, from the environment.</summary>
internal sealed class Host
{
    private readonly TextWriter _people;
    private readonly TextWriter _results;
    private readonly GitHubFiles _files;
    private readonly bool _json;

    private Host(ProgramContext context, bool json)
    {
        // A workflow command is a command on standard error too: GitHub's runner reads both streams
        _people = json ? context.Error : context.Output;
        _results = context.Output;
        _json = json;
        _files = new GitHubFiles(context);
        var colour = (json ? context.ErrorIsTerminal : context.OutputIsTerminal) && context.Variable("NO_COLOR") is null;
        Report = IsGitHub(context) ? new GitHubReport(_people, context.Edges.NewToken) : new TerminalReport(_people, colour);
    }

    /// <summary>What the stages speak to.</summary>
    public IReport Report { get; }

    public static Host Choose(ProgramContext context, bool json) => new(context, json);

    /// <summary>Whether a step of GitHub Actions runs the program.</summary>
    public static bool IsGitHub(ProgramContext context) => context.Variable("GITHUB_ACTIONS") == "true";

    /// <summary>The last words of a run: summary, outputs, JSON.</summary>
    /// <param name="report">The Markdown report's file, relative to the repository's root; empty when none was written.</param>
    public void Finish(RunSummary summary, string report)
    {
        (Report as IDisposable)?.Dispose();
        foreach (var line in TerminalSummary.Write(summary))
        {
            _people.WriteLine(line);
        }

        _files.WriteSummary(MarkdownSummary.Write(summary));
        _files.WriteOutputs(Outputs.Of(summary, report));
        if (_json)
        {
            WriteJson(RunResult.Of(summary), ReportJson.Indented.RunResult);
        }
    }

    /// <summary>Ends a command that has neither outputs nor a summary.</summary>
    public void Close() => (Report as IDisposable)?.Dispose();

    public void WriteJson<T>(T value, JsonTypeInfo<T> type) => _results.WriteLine(JsonSerializer.Serialize(value, type));
}
