using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder.Pipelines;

/// <summary>What becomes of a pipeline by its runs.</summary>
internal static class PipelineRecords
{
    public static CloudRecords With(CloudRecords records, string arn, Func<PipelineRecord, PipelineRecord> change) =>
        records with { Pipelines = CloudRecords.Changed(records.Pipelines, each => each.Arn == arn, change) };

    /// <summary>
    /// An image of a pipeline ended, well or not. A guess: only scheduled runs count, a good one begins the count anew, and a cancelled one does not count.
    /// </summary>
    public static CloudRecords Ended(CloudRecords records, ImageRecord image, string status) =>
        image.Pipeline is not { } arn ? records : Ended(records, arn, status, image.IsScheduled);

    public static CloudRecords Ended(CloudRecords records, string arn, string status, bool isScheduled)
    {
        var changed = With(records, arn, each => each with
        {
            LastRunStatus = status,
            ConsecutiveFailures = !isScheduled ? each.ConsecutiveFailures : status == ImageStatus.Available ? 0 : each.ConsecutiveFailures + 1,
        });
        var pipeline = changed.Pipelines.Find(each => each.Arn == arn);
        var resource = changed.Resources.Find(each => each.Arn == arn);
        if (pipeline is null || resource is null || PipelineSchedule.Read(resource.Given)?.DisableAfter is not { } most || pipeline.ConsecutiveFailures < most)
        {
            return changed;
        }

        var given = resource.Given.DeepClone().AsObject();
        given["status"] = "DISABLED";
        return With(changed, arn, each => each with { NextRun = null }) with
        {
            Resources = CloudRecords.Changed(changed.Resources, each => ReferenceEquals(each, resource), each => each with { Given = given }),
        };
    }

    /// <summary>The pipeline's schedule begins anew from a moment.</summary>
    public static CloudRecords Scheduled(CloudRecords records, ResourceRecord pipeline, DateTimeOffset now) =>
        With(records, pipeline.Arn, each => each with { NextRun = PipelineSchedule.Next(pipeline.Given, now, pipeline.Updated ?? pipeline.Created) });
}
