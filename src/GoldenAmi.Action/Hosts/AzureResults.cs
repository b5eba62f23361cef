using GoldenAmi.Action.Reports;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Hosts;

/// <summary>What a run leaves in Azure Pipelines: output variables, a page of the run's summary, test results, and how the task ended.</summary>
internal sealed class AzureResults(ProgramContext context, AzureReport report)
{
    /// <exception cref="UserErrorException">GA0610.</exception>
    public void Write(RunSummary summary, AzureLeavings left)
    {
        foreach (var (name, value) in left.Outputs)
        {
            report.Command(new AzureCommand("task.setvariable", value) { Properties = [("variable", TaskName(name)), ("isOutput", "true")] });
        }

        // The agent uploads the file after the step, so it stays
        var page = ResultFile.Write(Path.Combine(context.Variable("AGENT_TEMPDIRECTORY") ?? context.WorkingFolder, $"golden-ami-{context.Edges.NewToken()}.md"), left.Markdown);
        report.Command(new AzureCommand("task.uploadsummary", page));
        if (left.JUnitFile is { } file)
        {
            report.Command(new AzureCommand("results.publish", "")
            {
                Properties = [("type", "JUnit"), ("mergeResults", "false"), ("runTitle", $"Golden AMI {summary.Image}"), ("publishRunAttachments", "false"), ("resultFiles", file)],
            });
        }

        if (summary.Ending is not (Ending.Done or Ending.Changes))
        {
            report.Command(new AzureCommand("task.complete", Headline.Of(summary)) { Properties = [("result", summary.Ending == Ending.Cancelled ? "Canceled" : "Failed")] });
        }
    }

    /// <summary>How Azure writes the names of inputs and outputs: <c>ami-id</c> becomes <c>amiId</c>.</summary>
    public static string TaskName(string name)
    {
        var words = name.Split('-');
        return words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }
}

/// <summary>What a run is to leave in Azure Pipelines.</summary>
/// <param name="Markdown">The page of the run's summary.</param>
/// <param name="JUnitFile">Null when there are no test results.</param>
internal sealed record AzureLeavings(IReadOnlyList<(string Name, string Value)> Outputs, string Markdown, string? JUnitFile);
