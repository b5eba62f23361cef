using System.Globalization;
using GoldenAmi.Components.Actions;
using GoldenAmi.Components.Guest;
using GoldenAmi.Components.Language;

namespace GoldenAmi.Components.Running;

/// <summary>
/// Runs component documents as AWSTOE does: all chosen phases of one document, then the next document. Steps retry, are ignored or end the run
/// as <c>maxAttempts</c> and <c>onFailure</c> say.
/// </summary>
/// <param name="emit">Takes the events, one at a time.</param>
internal sealed class Interpreter(StepWorld world, Action<GuestEvent> emit)
{
    /// <summary>
    /// The most restarts of one run: the SSM agent's default <c>CommandRetryLimit</c>
    /// (https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html).
    /// </summary>
    internal const int MaxReboots = 15;

    // Lines come from two threads, one for each stream of a process.
    private readonly Lock _emitting = new();

    /// <summary>Runs, or goes on from where a restart left off.</summary>
    public async Task<RunEnd> RunAsync(IReadOnlyList<DocumentRun> documents, IReadOnlyList<string> phases, SavedRun state, CancellationToken ct)
    {
        while (state.Document < documents.Count)
        {
            var document = documents[state.Document];
            var steps = document.Steps(phases).ToList();
            while (state.StepsDone < steps.Count)
            {
                var (phase, step) = steps[state.StepsDone];
                var (next, end) = await RunStepAsync(new StepAddress(document, phase.Name, step), state, ct);
                if (end is not null)
                {
                    return end;
                }

                state = next;
            }

            emit(new GuestEvent.DocumentEnded(document.Order.Id, state.Status));
            if (state.Status == DocumentStatus.Failed)
            {
                // Whether the documents after a failed one run is not documented. A failure names one document, so they do not.
                return new RunEnd.Failed(state.Failure ?? throw new System.Diagnostics.UnreachableException());
            }

            state = SavedRun.Fresh with { WorkDigest = state.WorkDigest, Reboots = state.Reboots, Document = state.Document + 1 };
        }

        return new RunEnd.Succeeded();
    }

    private async Task<(SavedRun State, RunEnd? End)> RunStepAsync(StepAddress address, SavedRun state, CancellationToken ct)
    {
        var step = address.Step;
        for (var attempt = state.Attempt; ; attempt++)
        {
            var run = await RunAttemptAsync(address, attempt, state, ct);
            switch (run.Outcome)
            {
                case StepOutcome.Succeeded succeeded:
                    EndStep(address, StepStatus.Success, run);
                    return (Done(state, address, run.Inputs, succeeded), null);
                case StepOutcome.RebootWanted reboot when state.Reboots < MaxReboots:
                    return (state, Restart(address, attempt, run, reboot, state));
                case StepOutcome.RebootWanted:
                    run = run with { Outcome = new StepOutcome.Failed(string.Create(CultureInfo.InvariantCulture, $"asked for restart number {MaxReboots + 1}; at most {MaxReboots} are made")) };
                    return Fail(address, run, state);
                case StepOutcome.Failed when attempt < step.MaxAttempts:
                    EndStep(address, StepStatus.Retried, run);
                    break;
                default:
                    return Fail(address, run, state);
            }
        }
    }

    private RunEnd.RebootWanted Restart(StepAddress address, int attempt, AttemptRun run, StepOutcome.RebootWanted reboot, SavedRun state)
    {
        if (reboot.RunAgain)
        {
            return new RunEnd.RebootWanted(state with { Attempt = attempt, Reboots = state.Reboots + 1 });
        }

        EndStep(address, StepStatus.Success, run);
        var done = Done(state, address, run.Inputs, StepOutcome.Succeeded.WithoutOutputs);
        return new RunEnd.RebootWanted(done with { Reboots = state.Reboots + 1 });
    }

    private (SavedRun State, RunEnd? End) Fail(StepAddress address, AttemptRun run, SavedRun state)
    {
        var message = run.Outcome is StepOutcome.Failed failed ? failed.Message : throw new System.Diagnostics.UnreachableException();
        var failure = new GuestFailure(address.DocumentId, address.Phase, address.Step.Name, address.Step.Action, message, [.. run.StderrTail]);
        EndStep(address, address.Step.OnFailure == OnFailure.Ignore ? StepStatus.IgnoredFailure : StepStatus.Failed, run);
        switch (address.Step.OnFailure)
        {
            case OnFailure.Abort:
                emit(new GuestEvent.DocumentEnded(address.DocumentId, DocumentStatus.Failed));
                return (state, new RunEnd.Failed(state.Failure ?? failure));
            case OnFailure.Continue:
                return (Next(state) with { Status = DocumentStatus.Failed, Failure = state.Failure ?? failure }, null);
            case OnFailure.Ignore:
                return (Next(state) with { Status = Worst(state.Status, DocumentStatus.SuccessWithIgnoredFailure) }, null);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<AttemptRun> RunAttemptAsync(StepAddress address, int attempt, SavedRun state, CancellationToken ct)
    {
        var step = address.Step;
        emit(new GuestEvent.StepStarted(address.DocumentId, address.Phase, step.Name, step.Action, attempt));
        var began = world.Time.GetTimestamp();
        var tail = new Queue<string>();
        var (inputs, missing) = new ReferenceValues(address.Document.Document, address.Document.Order.Parameters, state.Records).Resolve(step);
        var outcome = missing is null
            ? await new StepRunner(world with { OnLine = (stream, line) => Take(step, tail, stream, line) }).RunAsync(step, inputs, ct)
            : new StepOutcome.Failed(missing);
        lock (_emitting)
        {
            return new AttemptRun(outcome, inputs, [.. tail], world.Time.GetElapsedTime(began));
        }
    }

    private void Take(ComponentStep step, Queue<string> tail, StreamName stream, string line)
    {
        lock (_emitting)
        {
            if (stream == StreamName.Stderr && !step.DisableLogging)
            {
                tail.Enqueue(Shortened(line));
                if (tail.Count > GuestFailure.MaxStderrLines)
                {
                    tail.Dequeue();
                }
            }

            if (!step.DisableLogging)
            {
                emit(new GuestEvent.Output(stream, Shortened(line)));
            }
        }
    }

    private void EndStep(StepAddress address, StepStatus status, AttemptRun run)
    {
        var (exitCode, message) = run.Outcome switch
        {
            StepOutcome.Succeeded succeeded => (succeeded.ExitCode, ""),
            StepOutcome.Failed failed => (failed.ExitCode, failed.Message),
            StepOutcome.RebootWanted reboot => (reboot.ExitCode, ""),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var step = address.Step;
        emit(new GuestEvent.StepEnded(address.DocumentId, address.Phase, step.Name, step.Action, status, exitCode, message, (long)run.Duration.TotalMilliseconds));
    }

    private static SavedRun Done(SavedRun state, StepAddress address, IReadOnlyList<MapNode> inputs, StepOutcome.Succeeded succeeded)
    {
        var texts = inputs.Select(Texts).ToList();
        var record = new StepRecord(address.Phase, address.Step.Name, texts, [succeeded.Outputs]);
        return Next(state) with { Records = [.. state.Records, record] };
    }

    private static SavedRun Next(SavedRun state) => state with { StepsDone = state.StepsDone + 1, Attempt = 1 };

    private static IReadOnlyDictionary<string, string> Texts(MapNode map) =>
        map.Entries.Where(entry => entry.Value is TextNode).ToDictionary(entry => entry.Key.Value, entry => ((TextNode)entry.Value).Value);

    private static DocumentStatus Worst(DocumentStatus left, DocumentStatus right) => left > right ? left : right;

    // A line without an end, such as a progress bar's, must not fill the channel: 8 KiB are plenty for a reader.
    private static string Shortened(string line) => line.Length <= 8192 ? line : string.Concat(line.AsSpan(0, 8192), " ...");

    private sealed record StepAddress(DocumentRun Document, string Phase, ComponentStep Step)
    {
        public string DocumentId => Document.Order.Id;
    }

    private sealed record AttemptRun(StepOutcome Outcome, IReadOnlyList<MapNode> Inputs, IReadOnlyList<string> StderrTail, TimeSpan Duration);
}
