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
            Change(execution.Id, each => each with { Status = "COMPLETED", Ended = Now });
        }
        catch (BuildFailedException failure)
        {
            await RollBackAsync(execution.Id, failure.Message, stop);
            throw;
        }
    }

    private async Task RollBackAsync(string id, string message, CancellationToken stop)
    {
        progress.Change(records => WorkflowRecords.BeginRollback(records, id, message, Now));
        foreach (var step in world.Store.Records.Workflows.Find(each => each.Id == id)!.Steps.Where(each => each.Status == "COMPLETED").Reverse())
        {
            if (!step.IsRolledBack || !HasToUndo(step.Action))
            {
                Mark(id, step, "SKIPPED");
                continue;
            }

            Mark(id, step, "RUNNING");
            await Task.Delay(world.Options.Pace.Rollback, world.Options.Time, stop);
            Undo(step.Action);
            Mark(id, step, "COMPLETED");
        }

        Change(id, each => each with { Status = "ROLLBACK_COMPLETED", Ended = Now });
    }

    /// <summary>A guess: these actions leave something, so that their rollback is COMPLETED; of all others it is SKIPPED.</summary>
    private static bool HasToUndo(string action) => action is "LaunchInstance" or "CreateImage";

    /// <summary>A guess: an image that was created is deregistered, and its snapshot goes with it. The machine of LaunchInstance is gone already: it works once.</summary>
    private void Undo(string action)
    {
        if (action != "CreateImage" || progress.Image.Ami is not { } ami)
        {
            return;
        }

        var snapshot = world.Store.Records.Amis.Find(each => each.Id == ami)?.Snapshot;
        var file = world.Store.Records.Snapshots.Find(each => each.Id == snapshot)?.File;
        progress.Change(records => (records with
        {
            Amis = records.Amis.RemoveAll(each => each.Id == ami),
            Snapshots = records.Snapshots.RemoveAll(each => each.Id == snapshot),
        }).WithImage(progress.Image.Arn, image => image with { Ami = null, Outputs = [] }));

        // The records first: a disk that nobody names is removed when the folder is opened next.
        if (file is not null)
        {
            world.Disks.Delete(file);
        }
    }

    private void Mark(string id, StepRecord step, string status) =>
        Change(id, each => WorkflowRecords.WithStep(each, step.Name, found => found with { RollbackStatus = status }));

    private void Change(string id, Func<WorkflowRecord, WorkflowRecord> change) => progress.Change(records => records.WithWorkflow(id, change));
}
