using System.Text.Json.Nodes;
using GoldenAmi.Aws.Schedules;
using GoldenAmi.LocalCloud.Protocol;

namespace GoldenAmi.LocalCloud.ImageBuilder.Pipelines;

/// <summary>A pipeline's schedule as its members say it.</summary>
/// <param name="OnlyOnUpdates">Start only when something that the pipeline builds from has a newer version.</param>
/// <param name="DisableAfter">After so many failed scheduled runs in a row; null: never.</param>
internal sealed record PipelineSchedule(ScheduleExpression Expression, TimeZoneInfo Zone, bool OnlyOnUpdates, int? DisableAfter)
{
    /// <summary>Null when the pipeline has none.</summary>
    /// <exception cref="AwsErrorException">It is none that Image Builder takes.</exception>
    public static PipelineSchedule? Read(JsonObject pipeline)
    {
        var schedule = pipeline.Structure("schedule");
        if (schedule?.Text("scheduleExpression") is not { } text)
        {
            return null;
        }

        if (ScheduleExpression.TryParse(text, out var problem) is not { } expression)
        {
            throw BuilderErrors.Value("schedule", $"'{text}' is no schedule expression: {problem}.");
        }

        var zone = schedule.Text("timezone") ?? "UTC";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
        {
            throw BuilderErrors.Value("schedule", $"'{zone}' is no time zone.");
        }

        return new PipelineSchedule(
            expression, found, schedule.Text("pipelineExecutionStartCondition") != "EXPRESSION_MATCH_ONLY", (int?)schedule.Structure("autoDisablePolicy")?.Number("failureCount"));
    }

    /// <summary>When it comes next, or null when it never does or the pipeline is disabled.</summary>
    public static DateTimeOffset? Next(JsonObject pipeline, DateTimeOffset after, DateTimeOffset anchor) =>
        pipeline.Text("status") == "DISABLED" || Read(pipeline) is not { } schedule ? null : schedule.Expression.Next(after, schedule.Zone, anchor);
}
