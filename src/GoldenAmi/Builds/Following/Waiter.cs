using GoldenAmi.Diagnostics;
using GoldenAmi.Reports;

namespace GoldenAmi.Builds.Following;

/// <summary>The one loop that waits. It looks, pauses by its policy, and ends with what it waited for, at the deadline, or when it is cancelled.</summary>
internal sealed class Waiter(TimeProvider time, WaitPolicy policy, IReport report)
{
    /// <summary>Between a look that took long and the next.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <exception cref="UserErrorException">With <see cref="Ending.Timeout"/> past the deadline.</exception>
    public async Task<T> WaitAsync<T>(WaitOrder<T> order, CancellationToken ct)
        where T : class
    {
        var (looks, failures) = (0, 0);
        var (last, said) = ("not seen yet", time.GetUtcNow());
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            looks++;
            var begun = time.GetUtcNow();
            try
            {
                var seen = await order.Look(ct);
                failures = 0;
                var state = order.Describe(seen);
                if (state != last || time.GetUtcNow() - said >= policy.Reminder)
                {
                    report.Say(order.Subject, state == last ? $"still {state}" : state);
                    (last, said) = (state, time.GetUtcNow());
                }

                if (order.IsDone(seen))
                {
                    return seen;
                }
            }
            catch (UserErrorException failure) when (IsPassing(failure) && failures < policy.FailuresInARow)
            {
                failures++;
                report.Say(order.Subject, $"could not be looked at, trying again: {failure.Diagnostics[0].Message}");
            }

            var left = order.Deadline - time.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                throw Late(order.Subject, last);
            }

            // From look to look, so that calls that take their time do not make an end be noticed later.
            var pause = policy.Pause(looks) - (time.GetUtcNow() - begun);
            pause = pause > Shortest ? pause : Shortest;
            await Task.Delay(pause < left ? pause : left, time, ct);
        }
    }

    private static bool IsPassing(UserErrorException failure) =>
        failure.Diagnostics.All(problem => problem.Code is ErrorCode.AwsThrottled or ErrorCode.AwsUnavailable or ErrorCode.AwsUnreachable);

    private static UserErrorException Late(string subject, string last) => new(Ending.Timeout, new Diagnostic(
        ErrorCode.BuildTimeout, $"The time of this run was up while {subject} was {last}. It goes on in AWS.", null,
        "run the same command again, it follows what is running; or give more time with 'timeout'."));
}

/// <summary>What is waited for.</summary>
/// <param name="Subject">For the reader: <c>web 1.4.0/1</c>.</param>
/// <param name="IsDone">Whether this is the end; states that do not change any more are.</param>
/// <param name="Describe">The state in words.</param>
internal sealed record WaitOrder<T>(string Subject, Func<CancellationToken, Task<T>> Look, Func<T, bool> IsDone, Func<T, string> Describe, DateTimeOffset Deadline);
