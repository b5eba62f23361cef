using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder.Building;

/// <summary>One execution of a workflow, from its beginning to its end. A step that fails it has the steps that were completed before rolled back, the last one first.</summary>
internal sealed class WorkflowExecution(World world, ImageProgress progress)
{
    private DateTimeOffset Now => world.Options.Time.GetUtcNow();

    /// <param name="work">Its steps; given the execution's id.</param>
    /// <exception cref="BuildFailedException">A step failed it; it is rolled back.</exception>
    public async Task RunAsync(WorkflowRecord execution, Func<string, Task> work, CancellationToken stop)
    {
        progress.Change(records => records with { Workflows = records.Workflows.Add(execution) });
        try
        {
            await work(execution.Id);
            progress.Change(records => records.WithWorkflow(execution.Id, each => each with { Status = "COMPLETED", Ended = Now }));
        }
        catch (BuildFailedException failure)
        {
            await RollBackAsync(execution.Id, failure.Message, stop);
            throw;
        }
    }

    /// <summary>What nobody could see, because it takes no time, is written at once.</summary>
    private async Task RollBackAsync(string id, string message, CancellationToken stop)
    {
        Func<CloudRecords, CloudRecords> change = records => WorkflowRecords.BeginRollback(records, id, message, HasToUndo, Now);
        foreach (var step in world.Store.Records.Workflows.Find(each => each.Id == id)!.Steps.Where(each => each.Status == "COMPLETED" && HasToUndo(each)).Reverse())
        {
            var before = change;
            if (world.Options.Pace.Rollback > TimeSpan.Zero)
            {
                progress.Change(records => Mark(before(records), id, step, "RUNNING"));
                await Task.Delay(world.Options.Pace.Rollback, world.Options.Time, stop);
                before = records => records;
            }

            change = records => Undo(Mark(before(records), id, step, "COMPLETED"), step);
        }

        progress.Change(records => change(records).WithWorkflow(id, each => each with { Status = "ROLLBACK_COMPLETED", Ended = Now }));
    }

    /// <summary>A guess: these actions leave something, so that their rollback is COMPLETED; of all others it is SKIPPED.</summary>
    private static bool HasToUndo(StepRecord step) => step.IsRolledBack && step.Action is ("LaunchInstance" or "CreateImage");

    /// <summary>A guess: an image that was created is deregistered, and its snapshot goes with it. The machine of LaunchInstance is gone already: it works once. Whoever made the disk removes it.</summary>
    private CloudRecords Undo(CloudRecords records, StepRecord step)
    {
        var image = progress.Image;
        if (step.Action != "CreateImage" || image.Ami is not { } ami)
        {
            return records;
        }

        var snapshot = records.Amis.Find(each => each.Id == ami)?.Snapshot;
        var without = records with { Amis = records.Amis.RemoveAll(each => each.Id == ami), Snapshots = records.Snapshots.RemoveAll(each => each.Id == snapshot) };
        return without.WithImage(image.Arn, each => each with { Ami = null, Outputs = [] });
    }

    private static CloudRecords Mark(CloudRecords records, string id, StepRecord step, string status) =>
        records.WithWorkflow(id, each => WorkflowRecords.WithStep(each, step.Name, found => found with { RollbackStatus = status }));
}
