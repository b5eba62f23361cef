using System.Globalization;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder.Pipelines;

/// <summary>
/// What becomes of the times of a schedule at which no process had the folder: AWS would have started a build at each, LocalCloud starts none and says so. A build that nobody asked for now would
/// start machines on somebody's computer in the middle of other work, and would not be the one that AWS had made at that time, of the components of that time.
/// </summary>
internal static class MissedRuns
{
    /// <summary>More are not counted: a rate of a minute comes to 1,440 a day.</summary>
    private const int Most = 1000;

    /// <summary>For example: <c>its schedule came 3 times while no process had this folder, from 2026-01-05 06:00 to 2026-01-07 06:00 UTC; on AWS each would have started a build, here none was</c>.</summary>
    /// <param name="first">The first time that was missed.</param>
    public static string Tell(ResourceRecord pipeline, DateTimeOffset first, DateTimeOffset now)
    {
        var (count, last) = (1, first);
        while (count < Most && PipelineSchedule.Next(pipeline.Given, last, pipeline.Updated ?? pipeline.Created) is { } next && next <= now)
        {
            (count, last) = (count + 1, next);
        }

        var times = count == 1 ? $"once while no process had this folder, at {Word(first)}"
            : $"{(count == Most ? $"{Most} times or more" : $"{count} times")} while no process had this folder, from {Word(first)} to {Word(last)}";
        return $"its schedule came {times} UTC; on AWS {(count == 1 ? "that" : "each")} would have started a build, here none was started";
    }

    private static string Word(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
