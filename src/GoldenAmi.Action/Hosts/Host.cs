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
    private readonly ProgramContext _context;
    private readonly bool _json;

    private Host(ProgramContext context, bool json)
    {
        // A command of the CI system is one on standard error too: GitHub's runner and Azure's agent read both streams
        _people = json ? context.Error : context.Output;
        _results = context.Output;
        _json = json;
        _context = context;
        var colour = (json ? context.ErrorIsTerminal : context.OutputIsTerminal) && context.Variable("NO_COLOR") is null;
        Report = CiSystems.Of(context) switch
        {
            CiSystem.GitHub => new GitHubReport(_people, context.Edges.NewToken),
            CiSystem.AzurePipelines => new AzureReport(_people),
            _ => new TerminalReport(_people, colour),
        };
    }

    /// <summary>What the stages speak to.</summary>
    public IReport Report { get; }

    public static Host Choose(ProgramContext context, bool json) => new(context, json);

    /// <summary>The last words of a run: summary, outputs, JSON.</summary>
    /// <param name="report">The Markdown report's file, relative to the repository's root; empty when none was written.</param>
    public void Finish(RunSummary summary, string report)
    {
        var outputs = Outputs.Of(summary, report);
        WarnOfMaskedOutputs(outputs);
        (Report as IDisposable)?.Dispose();
        foreach (var line in TerminalSummary.Write(summary, report))
        {
            _people.WriteLine(line);
        }

        WriteResults(summary, outputs);
        if (_json)
        {
            WriteJson(RunResult.Of(summary), ReportJson.Indented.RunResult);
        }
    }

    /// <summary>Ends a command that has neither outputs nor a summary.</summary>
    public void Close() => (Report as IDisposable)?.Dispose();

    private void WarnOfMaskedOutputs(IReadOnlyList<(string Name, string Value)> outputs)
    {
        if (Report is GitHubReport gitHub)
        {
            foreach (var warning in MaskedOutputs.Find(_context, outputs, gitHub.Masks))
            {
                gitHub.Problem(warning);
            }
        }
    }

    private void WriteResults(RunSummary summary, IReadOnlyList<(string Name, string Value)> outputs)
    {
        var markdown = MarkdownSummary.Write(summary, WebLinks.Of(_context));
        var files = new GitHubFiles(_context);
        files.WriteSummary(markdown);
        files.WriteOutputs(outputs);
        var tests = JUnit.Write(summary) is { } results ? ResultFile.Write(ResultFile.JUnitOf(_context), results) : null;
        if (Report is AzureReport azure)
        {
            new AzureResults(_context, azure).Write(summary, new(outputs, markdown, tests));
        }
        else if (CiSystems.Of(_context) == CiSystem.CodeBuild)
        {
            new CodeBuildResults(_context).Write(outputs);
        }
    }

    public void WriteJson<T>(T value, JsonTypeInfo<T> type) => _results.WriteLine(JsonSerializer.Serialize(value, type));
}
