using System.Text.Json.Nodes;
using GoldenAmi.LocalCloud.ImageBuilder.Building;
using GoldenAmi.LocalCloud.Model;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder.Pipelines;

/// <summary>
/// Starts the pipelines whose time has come, on the cloud's clock. What came while no process had the folder is told and not made up for (<see cref="MissedRuns"/>): the schedule goes on from the moment it is opened.
/// </summary>
internal sealed class PipelineClock(World world, Crew crew)
{
    private const string Work = "pipelines";

    /// <summary>The longest single wait: timers end at some 49 days.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private PipelineOperations? _pipelines;

    /// <summary>The operations that it starts pipelines with, which tell it when a schedule changes.</summary>
    public PipelineOperations Operations(ImageOperations images) => _pipelines ??= new PipelineOperations(images, Wake);

    /// <summary>The folder was opened: every schedule goes on from now.</summary>
    public void Begin()
    {
        var now = world.Options.Time.GetUtcNow();
        var records = world.Store.Records;
        if (records.Pipelines.Any(each => each.NextRun < now))
        {
            foreach (var (pipeline, first) in records.Pipelines.Where(each => each.NextRun < now).Join(records.Resources, each => each.Arn, each => each.Arn, (each, pipeline) => (pipeline, each.NextRun!.Value)))
            {
                world.Options.OnProgress($"image pipeline {pipeline.Name}", MissedRuns.Tell(pipeline, first, now));
            }

            world.Store.Change(all => all.Resources.Where(each => each.Kind == ResourceKinds.Pipeline)
                .Aggregate(all, (changed, pipeline) => PipelineRecords.Scheduled(changed, pipeline, now)));
        }

        Wake();
    }

    /// <summary>A schedule changed: the wait is another.</summary>
    public void Wake()
    {
        crew.Stop(Work);
        if (world.Store.Records.Pipelines.Any(each => each.NextRun is not null))
        {
            crew.Start(Work, RunAsync);
        }
    }

    private async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested && world.Store.Records.Pipelines.Min(each => each.NextRun) is { } next)
            {
                var wait = next - world.Options.Time.GetUtcNow();
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait < LongestWait ? wait : LongestWait, world.Options.Time, stop);
                    continue;
                }

                world.Store.Run(transaction => StartDue(transaction, world.Options.Time.GetUtcNow()));
            }
        }
        catch (OperationCanceledException)
        {
            // The cloud is closed, or a schedule changed and other work took this one's place.
        }
    }

    private bool StartDue(Transaction transaction, DateTimeOffset now)
    {
        foreach (var due in transaction.Records.Pipelines.Where(each => each.NextRun <= now).ToList())
        {
            if (transaction.Records.Resources.Find(each => each.Arn == due.Arn) is not { } pipeline)
            {
                continue;
            }

            transaction.Records = PipelineRecords.Scheduled(transaction.Records, pipeline, now);
            StartOne(transaction, pipeline, now);
        }

        return true;
    }

    private void StartOne(Transaction transaction, ResourceRecord pipeline, DateTimeOffset now)
    {
        var model = ServedModels.Find("imagebuilder")!;
        var call = new Call(model, model.Operations["StartImagePipelineExecution"], new JsonObject(), transaction)
        {
            Region = pipeline.Region,
            Account = pipeline.Account,
            Now = now,
            RequestId = Guid.NewGuid().ToString(),
        };
        try
        {
            if (PipelineSchedule.Read(pipeline.Given) is not { OnlyOnUpdates: true } || HasUpdates(call, pipeline))
            {
                _pipelines!.Start(call, pipeline, new Dictionary<string, string>(StringComparer.Ordinal), isScheduled: true);
            }
        }
        catch (AwsErrorException refusal)
        {
            // What StartImagePipelineExecution would have answered; a scheduled run has nobody to answer to.
            world.Options.OnProgress($"image pipeline {pipeline.Name}", $"could not start: {refusal.Message}");
            transaction.Records = PipelineRecords.Ended(
                PipelineRecords.With(transaction.Records, pipeline.Arn, each => each with { LastRun = now }), pipeline.Arn, ImageStatus.Failed, isScheduled: true);
        }
    }

    /// <summary>
    /// A guess: something has a newer version when the parent (by wildcard or parameter) or a component's reference leads to another than in the pipeline's last image; a pipeline without an image has updates.
    /// </summary>
    private static bool HasUpdates(Call call, ResourceRecord pipeline)
    {
        if (call.State.Records.Images.FindLast(each => each.Pipeline == pipeline.Arn) is not { } last)
        {
            return true;
        }

        var recipe = Catalog.Get(call, ResourceKinds.ImageRecipe, pipeline.Given.RequiredText("imageRecipeArn"));
        var components = recipe.Given.Structures("components").Select(each => Catalog.Get(call, ResourceKinds.Component, each.RequiredText("componentArn")).Arn);
        return last.Recipe?.Arn != recipe.Arn
            || last.SourceAmi != ParentImage.Find(call, recipe.Given.RequiredText("parentImage")).Id
            || !last.Components.Select(each => each.Arn).SequenceEqual(components);
    }
}
