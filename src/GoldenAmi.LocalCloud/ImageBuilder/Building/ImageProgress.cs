using GoldenAmi.LocalCloud.ImageBuilder.Pipelines;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder.Building;

/// <summary>Writes down how far an image is. Once an image is in a final state (somebody cancelled it) its work cannot change it any more.</summary>
internal sealed class ImageProgress(World world, string arn)
{
    /// <summary>The image as it is now.</summary>
    public ImageRecord Image => world.Store.Records.Images.Find(each => each.Arn == arn)
        ?? throw new OperationCanceledException($"{arn} was deleted.");

    public bool IsFinal => world.Store.Records.Images.Find(each => each.Arn == arn) is not { } image || ImageStatus.IsFinal(image.Status);

    private DateTimeOffset Now => world.Options.Time.GetUtcNow();

    /// <summary>A change of the records, unless the image is in a final state.</summary>
    /// <exception cref="OperationCanceledException">It is.</exception>
    public void Change(Func<CloudRecords, CloudRecords> change) => world.Store.Change(records =>
        records.Images.Find(each => each.Arn == arn) is { } image && !ImageStatus.IsFinal(image.Status)
            ? change(records)
            : throw new OperationCanceledException($"{arn} was cancelled."));

    public void Enter(string status) => Change(records => records.WithImage(arn, image => image with { Status = status }));

    public void Finish() => Change(records => PipelineRecords.Ended(
        records.WithImage(arn, image => image with { Status = ImageStatus.Available, Owner = null, Ended = Now }), Image, ImageStatus.Available));

    public void Fail(BuildFailedException failure)
    {
        if (!IsFinal)
        {
            world.Store.Change(records => Failed(records, arn, failure, Now));
        }
    }

    /// <summary>The records with an image failed where it was.</summary>
    public static CloudRecords Failed(CloudRecords records, string arn, BuildFailedException failure, DateTimeOffset now) =>
        records.Images.Find(each => each.Arn == arn) is not { } failed || ImageStatus.IsFinal(failed.Status) ? records
        : PipelineRecords.Ended(WithFailure(records, failed, failure, now), failed, ImageStatus.Failed);

    private static CloudRecords WithFailure(CloudRecords records, ImageRecord image, BuildFailedException failure, DateTimeOffset now) =>
        WorkflowRecords.Stop(records, image.Arn, "FAILED", failure.Message, now).WithImage(image.Arn, each => each with
        {
            Status = ImageStatus.Failed,
            FailedIn = each.Status,
            Reason = failure.Message,
            Failure = FailureContext.Of(records, image, failure),
            Owner = null,
        });

    /// <summary>The step failed and the workflow goes on.</summary>
    public void FailStep(string workflow, string step, string message) => Step(workflow, step, each => each with { Status = "FAILED", Message = message, Ended = Now });

    /// <summary>A step that runs while <paramref name="work"/> does; it answers the step's outputs as JSON, or null.</summary>
    public async Task StepAsync(string workflow, string step, Func<Task<string?>> work)
    {
        Step(workflow, step, each => each with { Status = "RUNNING", Started = Now });
        try
        {
            var outputs = await work();
            Step(workflow, step, each => each with { Status = "COMPLETED", Ended = Now, Outputs = outputs });
        }
        catch (BuildFailedException failure)
        {
            failure.Step ??= (workflow, step);
            throw;
        }
    }

    /// <summary>A step that LocalCloud does not do.</summary>
    public void SkipStep(string workflow, string step, string why) => Step(workflow, step, each => each with { Status = "SKIPPED", Message = why });

    private void Step(string workflow, string step, Func<StepRecord, StepRecord> change) =>
        Change(records => records.WithWorkflow(workflow, each => WorkflowRecords.WithStep(each, step, change)));
}
