using System.Text;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Builds;

namespace GoldenAmi.Action.Reports;

/// <summary>Sections of the step summary: how the steps of validating and testing ended, and where the time went.</summary>
internal static class CourseSections
{
    public static void AddTests(StringBuilder text, RunSummary summary)
    {
        if (summary.Steps.Count == 0)
        {
            return;
        }

        text.Append("### Tests\n\n| Component | Phase | Step | Result | Duration |\n| --- | --- | --- | --- | --- |\n");
        foreach (var step in summary.Steps)
        {
            var duration = step.Duration is { } taken ? EventLine.Show(taken) : "";
            text.Append($"| {Markdown.Code(step.Component)} | {step.Phase} | {Markdown.Text(step.Step)} | {Word(step.Outcome)} | {duration} |\n");
        }

        text.Append('\n');
    }

    private static string Word(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => "passed",
        CheckOutcome.Failed => "**failed**",
        CheckOutcome.Ignored => "failed, ignored",
        _ => "not reached",
    };

    public static void AddPhases(StringBuilder text, RunSummary summary)
    {
        if (summary.Build is not { Phases.Count: > 0 } build)
        {
            return;
        }

        text.Append("### Where the time went\n\n```mermaid\ngantt\n  dateFormat x\n  axisFormat %H:%M:%S\n");
        foreach (var phase in build.Phases)
        {
            // A colon or semicolon in a name would end it
            var name = string.Concat(phase.Name.Select(character => char.IsLetterOrDigit(character) || character is '-' or ' ' or '.' ? character : ' '));
            text.Append($"  {name} ({EventLine.Show(phase.End - phase.Start)}) :{phase.Start.ToUnixTimeMilliseconds()}, {phase.End.ToUnixTimeMilliseconds()}\n");
        }

        text.Append("```\n\n");
    }
}
