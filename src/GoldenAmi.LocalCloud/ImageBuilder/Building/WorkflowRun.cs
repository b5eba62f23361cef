using System.Text.Json.Nodes;
using GoldenAmi.Components.Guest;
using GoldenAmi.Components.Workflows;
using GoldenAmi.LocalCloud.State;

namespace GoldenAmi.LocalCloud.ImageBuilder.Building;

/// <summary>One execution of a workflow of one's own: its steps in order, on one machine.</summary>
internal sealed class WorkflowRun(World world, ImageProgress progress, StageMachines machines, ChosenWorkflow chosen)
{
    private readonly WorkflowDocument _document = WorkflowDocuments.Document(chosen.Workflow);
    private readonly Dictionary<string, string> _outputs = new(StringComparer.Ordinal);
    private string? _disk;
    private string? _result;
    private string? _ami;

    /// <summary>The actions that are carried out, or told as skipped.</summary>
    public static IReadOnlyList<string> Actions { get; } =
        ["LaunchInstance", "WaitForSSMAgent", "ExecuteComponents", "CollectImageMetadata", "SanitizeInstance", "CreateImage", "TerminateInstance"];

    private GuestStage Stage => chosen.Workflow.Given["type"]!.GetValue<string>() == "BUILD" ? GuestStage.Build : GuestStage.Test;

    /// <exception cref="BuildFailedException">A step failed, and neither it nor the workflow is to go on.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await new WorkflowExecution(world, progress).RunAsync(WorkflowRecords.New(chosen, _document, progress.Image.Arn, world.Options.Time.GetUtcNow()), async id =>
            {
                foreach (var step in _document.Steps)
                {
                    await StepAsync(id, step, stop);
                }
            }, stop);
        }
        catch (BuildFailedException) when (chosen.Continues)
        {
            // Its execution says so; the image goes on
        }
        finally
        {
            if (_result is { } file && world.Store.Records.Snapshots.TrueForAll(each => each.File != file))
            {
                world.Disks.Delete(file);
            }
        }
    }

    private async Task StepAsync(string id, WorkflowStep step, CancellationToken stop)
    {
        var values = new WorkflowValues(progress.Image, chosen, _document, _outputs);
        if (step.If is { } condition && !values.Holds(condition))
        {
            progress.SkipStep(id, step.Name, "The step's condition does not hold.");
            return;
        }

        if (step.Action == "CollectImageMetadata")
        {
            progress.SkipStep(id, step.Name, "LocalCloud collects no metadata.");
            return;
        }

        await Task.Delay(step.Wait, world.Options.Time, stop);
        try
        {
            await progress.StepAsync(id, step.Name, () => ActAsync(step, stop));
        }
        catch (BuildFailedException failure) when (step.ContinuesOnFailure)
        {
            progress.FailStep(id, step.Name, failure.Message);
        }
    }

    /// <returns>The step's outputs.</returns>
    private async Task<string?> ActAsync(WorkflowStep step, CancellationToken stop)
    {
        switch (step.Action)
        {
            case "LaunchInstance":
                _disk = Stage == GuestStage.Build ? await machines.SourceDiskAsync(progress.Image, stop) : machines.DiskOf(progress.Image.Ami!);
                return Output(step, ("instanceId", Ids.Ec2("i")));
            case "ExecuteComponents":
                await RunMachineAsync(step, withComponents: true, stop);
                return Output(step, ("runCommandId", Guid.NewGuid().ToString()), ("status", "Success"), ("output", ""));
            case "CreateImage" when progress.Image.Ami is not null:
                throw new BuildFailedException($"The image has its AMI already in workflow step {step.Name}");
            case "CreateImage":
                if (_result is null)
                {
                    await RunMachineAsync(step, withComponents: false, stop);
                }

                await Task.Delay(world.Options.Pace.Snapshot, world.Options.Time, stop);
                machines.Register(progress.Image, _ami!, _result!);
                return Output(step, ("imageId", _ami!));
            default:
                // The machine cleaned up at the end of its own work, and is gone.
                return Output(step, ("status", "Success"));
        }
    }

    /// <summary>A machine here works once, from its start to its power-off.</summary>
    private async Task RunMachineAsync(WorkflowStep step, bool withComponents, CancellationToken stop)
    {
        var disk = _disk ?? throw new BuildFailedException($"InvalidInstanceId: no instance is running in workflow step {step.Name}");
        if (_result is not null)
        {
            throw new BuildFailedException($"LocalCloud runs a build machine once, and it ran before workflow step {step.Name}");
        }

        var work = new StageWork(Stage, step.Name, disk)
        {
            WithComponents = withComponents,
            CleansUp = _document.Steps.Any(each => each.Action == "SanitizeInstance"),
            Timeout = step.Timeout,
        };
        if (Stage == GuestStage.Build)
        {
            _ami = Ids.Ec2("ami");
            _result = Disks.NameOf(progress.Image.Region, _ami);
            work = work with { ResultFile = _result };
        }

        await machines.RunAsync(progress.Image, work, stop);
    }

    private string Output(WorkflowStep step, params ReadOnlySpan<(string Name, string Value)> outputs)
    {
        var json = new JsonObject();
        foreach (var (name, value) in outputs)
        {
            json[name] = value;
            _outputs[$"{step.Name}.{name}"] = value;
        }

        return json.ToJsonString();
    }
}
