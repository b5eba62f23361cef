using System.Globalization;
using GoldenAmi.Components.Guest;

namespace GoldenAmi.Components.Logs;

/// <summary>
/// Writes guest events as the lines that go into a build's CloudWatch stream. As in AWSTOE's console log each line begins with its
/// author: what a component's process wrote always with <c>CmdExecution:</c>, so that no output can pass for a line of ours.
/// The forms that are known of AWSTOE (<c>CmdExecution: Stderr: …</c>, <c>CmdExecution: ExitCode 1</c>,
/// <c>TOE has completed execution …</c>, the failure block at the end) are used as they are; the lines of <c>Executor:</c> with names in quotes are ours.
/// </summary>
public static class AwstoeLog
{
    internal const string Stdout = "CmdExecution: Stdout: ";
    internal const string Stderr = "CmdExecution: Stderr: ";
    internal const string ExitCode = "CmdExecution: ExitCode ";
    internal const string Boot = "Executor: BOOT ";
    internal const string StepStarted = "Executor: STARTED STEP ";
    internal const string StepFinished = "Executor: FINISHED STEP ";
    internal const string DocumentFinished = "Executor: FINISHED DOCUMENT ";
    internal const string Rebooting = "Executor: REBOOTING";
    internal const string AllDone = "Executor: FINISHED EXECUTION OF ALL DOCUMENTS";
    internal const string Success = "TOE has completed execution successfully";
    internal const string Failure = "TOE has completed execution with failure - Execution failed!";

    /// <summary>The lines of one event, without line ends; at least one.</summary>
    public static IReadOnlyList<string> Lines(GuestEvent happened) => happened switch
    {
        GuestEvent.Booted booted => [string.Create(CultureInfo.InvariantCulture, $"{Boot}{booted.BootNumber}")],
        GuestEvent.StepStarted step =>
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"{StepStarted}{Quoted.Write(step.Step)} phase {Quoted.Write(step.Phase)} action {Quoted.Write(step.Action)} attempt {step.Attempt} document {Quoted.Write(step.DocumentId)}"),
        ],
        GuestEvent.Output output => OutputLines(output),
        GuestEvent.StepEnded step => StepEnded(step),
        GuestEvent.DocumentEnded document => [$"{DocumentFinished}{Quoted.Write(document.DocumentId)} status {document.Status}"],
        GuestEvent.Rebooting => [Rebooting],
        GuestEvent.Finished { Status: FinishStatus.Success } => [AllDone, Success],
        GuestEvent.Finished finished => [Failure, .. FailureBlock(finished.Failure)],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string[] OutputLines(GuestEvent.Output output)
    {
        var author = output.Stream == StreamName.Stdout ? Stdout : Stderr;
        return [.. output.Text.Split('\n').Select(line => author + line.TrimEnd('\r'))];
    }

    private static IReadOnlyList<string> StepEnded(GuestEvent.StepEnded step)
    {
        var end = string.Create(
            CultureInfo.InvariantCulture,
            $"{StepFinished}{Quoted.Write(step.Step)} phase {Quoted.Write(step.Phase)} action {Quoted.Write(step.Action)} status {step.Status} after {step.DurationMs} ms document {Quoted.Write(step.DocumentId)} message {Quoted.Write(step.Message)}");
        return step.ExitCode is { } code ? [string.Create(CultureInfo.InvariantCulture, $"{ExitCode}{code}"), end] : [end];
    }

    // AWS documents the block's keys, not its form; one "Key: value" a line is our choice.
    private static IEnumerable<string> FailureBlock(GuestFailure? failure) => failure is null
        ? []
        :
        [
            $"Document: {Quoted.OneLine(failure.DocumentId)}",
            $"ComponentArn: {Quoted.OneLine(failure.DocumentId)}",
            $"Phase: {Quoted.OneLine(failure.Phase)}",
            $"Step: {Quoted.OneLine(failure.Step)}",
            $"Action: {Quoted.OneLine(failure.Action)}",
            $"ErrorMessage: {Quoted.OneLine(failure.Message)}",
            .. failure.StderrTail.Select(line => $"Stderr: {Quoted.OneLine(line)}"),
        ];
}
