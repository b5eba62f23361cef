using System.Globalization;
using GoldenAmi.Components.Actions;
using GoldenAmi.Components.Language;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Components.Running;

/// <summary>Runs one attempt of one step.</summary>
internal sealed class StepRunner(StepWorld world)
{
    /// <summary>How the attempt ended; entries of the inputs run in order and stop at the first that does not succeed.</summary>
    public async Task<StepOutcome> RunAsync(ComponentStep step, IReadOnlyList<MapNode> inputs, CancellationToken ct)
    {
        var action = ActionTable.Find(step.Action) ?? throw new System.Diagnostics.UnreachableException();

        // A Reboot has no timeout in AWSTOE.
        using var timeout = new CancellationTokenSource(action is Reboot ? Timeout.InfiniteTimeSpan : Longest(step.Timeout), world.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            StepOutcome outcome = StepOutcome.Succeeded.WithoutOutputs;
            foreach (var entry in inputs)
            {
                outcome = await action.RunAsync(entry, world, either.Token);
                if (outcome is not StepOutcome.Succeeded)
                {
                    return outcome;
                }
            }

            return outcome;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return new StepOutcome.Failed(string.Create(CultureInfo.InvariantCulture, $"timed out after {step.Timeout?.TotalSeconds} s"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // The component's paths and the machine's disk decide about these, not our code.
            return new StepOutcome.Failed(OneLine(failure.Message));
        }
        catch (UserErrorException failure)
        {
            return new StepOutcome.Failed(OneLine(failure.Diagnostics[0].Message));
        }
    }

    // CancellationTokenSource takes at most 2^32 - 2 ms, some 49 days.
    private static TimeSpan Longest(TimeSpan? timeout) =>
        timeout is { } given && given.TotalMilliseconds < uint.MaxValue - 1 ? given : Timeout.InfiniteTimeSpan;

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
