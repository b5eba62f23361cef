using System.Globalization;
using System.Text.RegularExpressions;
using GoldenAmi.Components.Guest;

namespace GoldenAmi.Components.Logs;

/// <summary>
/// Reads the lines of a build's CloudWatch stream, of <see cref="AwstoeLog"/> or, as far as its form is public, of AWSTOE itself. Give it
/// line after line; both stages of a build may stand in one stream. What it does not know it takes for output.
/// </summary>
/// <remarks>
/// Lines of output are told by their prefix before anything else, so they cannot pass for steps or a failure. In a log of AWSTOE a process's
/// output can have lines without a prefix: the failure block is believed only after the line that says that execution failed.
/// </remarks>
public sealed partial class AwstoeLogReader
{
    private readonly List<StepReport> _steps = [];
    private readonly Dictionary<string, string> _block = new(StringComparer.Ordinal);
    private readonly List<string> _stderr = [];
    private int? _exitCode;
    private bool _isInBlock;

    /// <summary>The steps in the order in which they began; a retried or resumed step stands here once, with its last end.</summary>
    public IReadOnlyList<StepReport> Steps => _steps;

    /// <summary>The last failure block; null when execution did not fail or its block is not (yet) there.</summary>
    public GuestFailure? Failure => _block.Count == 0 ? null : new GuestFailure(
        _block.GetValueOrDefault("ComponentArn") ?? _block.GetValueOrDefault("Document") ?? "",
        _block.GetValueOrDefault("Phase") ?? "",
        _block.GetValueOrDefault("Step") ?? "",
        _block.GetValueOrDefault("Action") ?? "",
        _block.GetValueOrDefault("ErrorMessage") ?? "",
        [.. _stderr]);

    /// <summary>How the last execution ended, or null when none has ended.</summary>
    public FinishStatus? Status { get; private set; }

    /// <summary>Reads a whole log at once.</summary>
    public static AwstoeLogReader ReadAll(IEnumerable<string> lines)
    {
        var reader = new AwstoeLogReader();
        foreach (var line in lines)
        {
            _ = reader.Add(line);
        }

        return reader;
    }

    /// <summary>Takes the next line.</summary>
    /// <returns>
    /// What the line tells; null when it tells nothing by itself (exit code, failure block, end of all documents). <see cref="GuestEvent.Finished"/>
    /// comes without its failure, which follows in later lines: read <see cref="Failure"/> at the end.
    /// </returns>
    public GuestEvent? Add(string line)
    {
        if (ReadOutput(line) is { } output)
        {
            return output;
        }

        var text = Stamp().Replace(line, "");
        if (text.StartsWith(AwstoeLog.ExitCode, StringComparison.Ordinal) || text.StartsWith("ExitCode ", StringComparison.Ordinal))
        {
            _exitCode = Number(text[(text.LastIndexOf(' ') + 1)..]);
            return null;
        }

        return text == AwstoeLog.AllDone || ReadBlock(text) ? null : ReadStep(text) ?? ReadEnd(text);
    }

    private static GuestEvent.Output? ReadOutput(string line)
    {
        if (line.StartsWith(AwstoeLog.Stdout, StringComparison.Ordinal))
        {
            return new GuestEvent.Output(StreamName.Stdout, line[AwstoeLog.Stdout.Length..]);
        }

        if (line.StartsWith(AwstoeLog.Stderr, StringComparison.Ordinal))
        {
            return new GuestEvent.Output(StreamName.Stderr, line[AwstoeLog.Stderr.Length..]);
        }

        // AWSTOE's own console log: "2020-11-03 10:11:12 Info Stderr: …".
        var console = ConsoleOutput().Match(line);
        return console.Success
            ? new GuestEvent.Output(console.Groups["stream"].Value == "Stdout" ? StreamName.Stdout : StreamName.Stderr, console.Groups["text"].Value)
            : null;
    }

    private GuestEvent? ReadStep(string text)
    {
        if (Started().Match(text) is { Success: true } started)
        {
            _isInBlock = false;
            _exitCode = null;
            var begun = new GuestEvent.StepStarted(
                Name(started, "document"), Name(started, "phase"), Name(started, "step"), Name(started, "action"), Number(started.Groups["attempt"].Value) ?? 1);
            Note(new StepReport(begun.DocumentId, begun.Phase, begun.Step, begun.Action) { Attempt = begun.Attempt });
            return begun;
        }

        if (Ended().Match(text) is { Success: true } ended && Enum.TryParse<StepStatus>(ended.Groups["status"].Value, out var status))
        {
            _ = long.TryParse(ended.Groups["duration"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var duration);
            var end = new GuestEvent.StepEnded(
                Name(ended, "document"), Name(ended, "phase"), Name(ended, "step"), Name(ended, "action"), status, _exitCode, Name(ended, "message"), duration);
            _exitCode = null;
            Note(new StepReport(end.DocumentId, end.Phase, end.Step, end.Action)
            {
                Status = status,
                ExitCode = end.ExitCode,
                Message = end.Message,
                Duration = TimeSpan.FromMilliseconds(duration),
                Attempt = _steps.LastOrDefault(step => step.IsSameStep(end.DocumentId, end.Phase, end.Step))?.Attempt ?? 1,
            });
            return end;
        }

        return null;
    }

    private void Note(StepReport report)
    {
        var known = _steps.FindLastIndex(step => step.IsSameStep(report.DocumentId, report.Phase, report.Step));
        if (known < 0)
        {
            _steps.Add(report);
        }
        else
        {
            _steps[known] = report;
        }
    }

    private GuestEvent ReadEnd(string text)
    {
        if (text.StartsWith(AwstoeLog.Boot, StringComparison.Ordinal) && Number(text[AwstoeLog.Boot.Length..]) is { } boot)
        {
            return new GuestEvent.Booted(boot);
        }

        if (DocumentEnded().Match(text) is { Success: true } document && Enum.TryParse<DocumentStatus>(document.Groups["status"].Value, out var status))
        {
            return new GuestEvent.DocumentEnded(Name(document, "document"), status);
        }

        if (text == AwstoeLog.Rebooting)
        {
            return new GuestEvent.Rebooting();
        }

        if (text.StartsWith("TOE has completed execution ", StringComparison.Ordinal))
        {
            Status = text.StartsWith(AwstoeLog.Success, StringComparison.Ordinal) ? FinishStatus.Success : FinishStatus.Failed;
            _isInBlock = Status == FinishStatus.Failed;
            _block.Clear();
            _stderr.Clear();
            return new GuestEvent.Finished(Status.Value, null);
        }

        return new GuestEvent.Output(StreamName.Stdout, text);
    }

    private bool ReadBlock(string text)
    {
        if (!_isInBlock || Block().Match(text) is not { Success: true } line)
        {
            return false;
        }

        var value = line.Groups["value"].Value;
        if (line.Groups["key"].Value == "Stderr")
        {
            _stderr.Add(value);
        }
        else
        {
            _block[line.Groups["key"].Value] = value;
        }

        return true;
    }

    private static string Name(Match match, string group) => Quoted.Read(match.Groups[group].Value);

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d\S* (Info|Error|Warn|Debug) ", RegexOptions.CultureInvariant)]
    private static partial Regex Stamp();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d\S* (Info|Error|Warn|Debug) (CmdExecution: )?(?<stream>Stdout|Stderr): (?<text>.*)\z", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex ConsoleOutput();

    [GeneratedRegex("""^Executor: STARTED STEP "(?<step>(\\.|[^"\\])*)" phase "(?<phase>(\\.|[^"\\])*)" action "(?<action>(\\.|[^"\\])*)" attempt (?<attempt>\d{1,9}) document "(?<document>(\\.|[^"\\])*)"\z""", RegexOptions.CultureInvariant)]
    private static partial Regex Started();

    [GeneratedRegex("""^Executor: FINISHED STEP "(?<step>(\\.|[^"\\])*)" phase "(?<phase>(\\.|[^"\\])*)" action "(?<action>(\\.|[^"\\])*)" status (?<status>\w+) after (?<duration>\d{1,18}) ms document "(?<document>(\\.|[^"\\])*)" message "(?<message>(\\.|[^"\\])*)"\z""", RegexOptions.CultureInvariant)]
    private static partial Regex Ended();

    [GeneratedRegex("""^Executor: FINISHED DOCUMENT "(?<document>(\\.|[^"\\])*)" status (?<status>\w+)\z""", RegexOptions.CultureInvariant)]
    private static partial Regex DocumentEnded();

    [GeneratedRegex(@"^(?<key>Document|ComponentArn|Phase|Step|Action|ErrorMessage|Stderr) ?: ?(?<value>.*)\z", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Block();
}
