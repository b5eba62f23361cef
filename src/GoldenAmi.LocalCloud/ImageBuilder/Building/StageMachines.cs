using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GoldenAmi.Components.Guest;
using GoldenAmi.Components.Language;
using GoldenAmi.LocalCloud.Protocol;
using GoldenAmi.LocalCloud.State;
using GoldenAmi.Machines;

namespace GoldenAmi.LocalCloud.ImageBuilder.Building;

/// <summary>The two machines of a build: one that becomes the image, and a fresh one that tests it.</summary>
internal sealed class StageMachines(World world, ImageProgress progress)
{
    private const string DefaultArchitecture = "x86_64";

    public async Task BuildAsync(CancellationToken stop)
    {
        var image = progress.Image;
        var ami = Ids.Ec2("ami");
        var result = Disks.NameOf(image.Region, ami);
        var disk = "";
        try
        {
            await RunAsync(WorkflowRecords.Build, async workflow =>
            {
                await progress.StepAsync(workflow, "LaunchBuildInstance", async () =>
                {
                    disk = await SourceDiskAsync(image, stop);
                    return Output("instanceId", Ids.Ec2("i"));
                });
                await progress.StepAsync(workflow, "ApplyBuildComponents", async () =>
                {
                    await RunAsync(image, new StageWork(GuestStage.Build, "ApplyBuildComponents", disk) { ResultFile = result }, stop);
                    return null;
                });
                progress.SkipStep(workflow, "InventoryCollection", "LocalCloud collects no metadata.");

                // The machine cleaned up at the end of its own work.
                await progress.StepAsync(workflow, "RunSanitizeScript", () => Task.FromResult<string?>(null));
                await progress.StepAsync(workflow, "CreateImage", async () =>
                {
                    await Task.Delay(world.Options.Pace.Snapshot, world.Options.Time, stop);
                    Register(image, ami, result);
                    return Output("imageId", ami);
                });
                await progress.StepAsync(workflow, "TerminateBuildInstance", () => Task.FromResult<string?>(null));
            }, stop);
        }
        finally
        {
            if (world.Store.Records.Snapshots.TrueForAll(each => each.File != result))
            {
                world.Disks.Delete(result);
            }
        }
    }

    /// <summary>A guess: without a component that has a test phase AWS may still start an instance; here nothing is started then.</summary>
    public async Task TestAsync(CancellationToken stop)
    {
        var image = progress.Image;
        var hasTests = image.Components.Any(each => ResourceAnswers.Document(each).Phases.Any(phase => phase.Name == PhaseNames.Test));
        if (!hasTests)
        {
            return;
        }

        var disk = "";
        await RunAsync(WorkflowRecords.Test, async workflow =>
        {
            await progress.StepAsync(workflow, "LaunchTestInstance", () =>
            {
                disk = DiskOf(image.Ami!);
                return Task.FromResult(Output("instanceId", Ids.Ec2("i")));
            });
            await progress.StepAsync(workflow, "ApplyTestComponents", async () =>
            {
                await RunAsync(image, new StageWork(GuestStage.Test, "ApplyTestComponents", disk), stop);
                return null;
            });
            await progress.StepAsync(workflow, "TerminateTestInstance", () => Task.FromResult<string?>(null));
        }, stop);
    }

    /// <summary>One execution of a workflow of AWS's own.</summary>
    private Task RunAsync(string workflow, Func<string, Task> work, CancellationToken stop) =>
        new WorkflowExecution(world, progress).RunAsync(WorkflowRecords.New(workflow, progress.Image.Arn, world.Options.Time.GetUtcNow()), work, stop);

    private static string? Output(string name, string value) => new JsonObject { [name] = value }.ToJsonString();

    /// <summary>Runs a machine from its start to its power-off.</summary>
    public async Task RunAsync(ImageRecord image, StageWork wanted, CancellationToken stop)
    {
        var order = new MachineOrder
        {
            Name = $"{(wanted.Stage == GuestStage.Build ? "build" : "test")} {image.Name}/{ImageLog.Stream(image)}",
            Disk = wanted.Disk,
            Architecture = world.Store.Records.FindAmi(image.SourceAmi)?.Architecture ?? DefaultArchitecture,
            SeedFolder = Path.Combine(world.Options.StateFolder, Cloud.WorkFolder, Guid.NewGuid().ToString("n")),
            Timeout = wanted.Timeout ?? world.Options.MachineTimeout,
        };
        if (wanted.ResultFile is { } file)
        {
            order = order with { ResultDisk = world.Disks.Prepare(file), DiskSizeGib = RootSizeGib(image.Recipe!) };
        }

        await RunAsync(image, Work(image, wanted), order, wanted.Step, stop);
    }

    private async Task RunAsync(ImageRecord image, GuestWork work, MachineOrder order, string step, CancellationToken stop)
    {
        var log = new ImageLog(world.Logs, image, world.Options.Time);
        try
        {
            var documents = work.Documents.ToDictionary(each => each.File, each => TextOf(image, each.Id), StringComparer.Ordinal);
            await GuestWorkFolder.WriteAsync(order.SeedFolder, work, documents, stop);
            var end = await world.Options.Machines.RunAsync(order, log.Take, stop);
            if (end is not MachineEnd.PoweredOff || log.End is null)
            {
                throw new BuildFailedException(FailureWords.Machine(end, step));
            }

            if (log.End.Status == FinishStatus.Failed)
            {
                throw new BuildFailedException(FailureWords.Document(log.End.Failure, progress.Image.Status, step)) { Component = log.End.Failure };
            }
        }
        finally
        {
            if (Directory.Exists(order.SeedFolder))
            {
                Directory.Delete(order.SeedFolder, recursive: true);
            }
        }
    }

    private static GuestWork Work(ImageRecord image, StageWork wanted)
    {
        var stage = wanted.Stage;
        var given = image.Recipe!.Given.Structures("components");
        return new GuestWork
        {
            Stage = stage,
            Phases = stage == GuestStage.Build ? [PhaseNames.Build, PhaseNames.Validate] : [PhaseNames.Test],
            WorkingDirectory = image.Recipe.Given.Text("workingDirectory") ?? "/tmp",
            CleanUp = stage == GuestStage.Build && wanted.CleansUp && (UserDataScripts.TextOf(image.Recipe) is not { } data || UserDataScripts.AsksForCleanUp(data)),
            Documents = [.. UserData(image, stage), .. (wanted.WithComponents ? image.Components : []).Select((component, index) => new GuestDocument(component.Arn, GuestWorkFolder.DocumentFile(index), ParametersOf(given[index])))],
        };
    }

    /// <summary>The machine that builds starts with the recipe's user data; the one that tests has Image Builder's own.</summary>
    private static IEnumerable<GuestDocument> UserData(ImageRecord image, GuestStage stage) => stage == GuestStage.Build && UserDataScripts.TextOf(image.Recipe!) is not null
        ? [new GuestDocument(UserDataScripts.DocumentId, GuestWorkFolder.DocumentFile(image.Components.Count), ImmutableDictionary<string, string>.Empty)]
        : [];

    private static string TextOf(ImageRecord image, string document) => document == UserDataScripts.DocumentId
        ? UserDataScripts.Document(UserDataScripts.TextOf(image.Recipe!)!)
        : image.Components.First(each => each.Arn == document).Given.RequiredText("data");

    // A list of values becomes one, as documents know only texts.
    private static Dictionary<string, string> ParametersOf(JsonObject given) =>
        given.Structures("parameters").ToDictionary(each => each.RequiredText("name"), each => string.Join(",", each.Texts("value")), StringComparer.Ordinal);

    // The recipe's only volume that is given a size, or the root device among several.
    private static int? RootSizeGib(ResourceRecord recipe)
    {
        var sized = recipe.Given.Structures("blockDeviceMappings").Where(each => each.Structure("ebs")?.Number("volumeSize") is not null).ToList();
        var root = sized.Find(each => each.Text("deviceName") is "/dev/xvda" or "/dev/sda1") ?? (sized.Count == 1 ? sized[0] : null);
        return (int?)root?.Structure("ebs")?.Number("volumeSize");
    }

    /// <summary>The disk that a build machine starts from.</summary>
    public async Task<string> SourceDiskAsync(ImageRecord image, CancellationToken stop)
    {
        var parent = world.Store.Records.Amis.Find(each => each.Id == image.SourceAmi)
            ?? throw new BuildFailedException($"InvalidAMIID.NotFound: The image id '[{image.SourceAmi}]' does not exist in workflow step LaunchBuildInstance");
        if (parent.Parent is { } named)
        {
            return await world.Parents.FindDiskAsync(named, line => world.Options.OnProgress(parent.Name, line), stop)
                ?? throw new BuildFailedException($"The disk of the parent {parent.Id} ({parent.Name}) is another one since the build began, or local.yaml names it no more");
        }

        if (parent.Base?.Split('/') is not [var distribution, var release, var architecture])
        {
            return DiskOf(parent.Id);
        }

        return await world.Options.Machines.PrepareBaseAsync(
            new BaseImage(distribution, release, architecture), line => world.Options.OnProgress($"{distribution} {release}", line), stop);
    }

    /// <summary>The disk of an AMI that has one.</summary>
    public string DiskOf(string ami)
    {
        var records = world.Store.Records;
        var snapshot = records.Amis.Find(each => each.Id == ami)?.Snapshot;
        return records.Snapshots.Find(each => each.Id == snapshot)?.File is { } file
            ? world.Disks.PathOf(file)
            : throw new BuildFailedException($"InvalidAMIID.NotFound: The image id '[{ami}]' does not exist");
    }

    /// <summary>Makes the AMI of an image out of its disk.</summary>
    public void Register(ImageRecord image, string ami, string file)
    {
        var entry = DistributionWork.EntryOf(image, image.Region)?.Structure("amiDistributionConfiguration");
        var now = world.Options.Time.GetUtcNow();
        var made = new AmiRecord(ami, image.Account, image.Region, AmiNames.Make(image, entry, now), "available", Ids.Ec2("snap"), now)
        {
            Description = entry?.Text("description"),
            Architecture = world.Store.Records.FindAmi(image.SourceAmi)?.Architecture ?? DefaultArchitecture,
            SourceAmi = image.SourceAmi,
            SourceRegion = image.Region,
            Tags = DistributionWork.TagsOf(image, entry, now),
        };
        var size = world.Disks.SizeGib(file);
        progress.Change(records => AmiRegister.Add(records, made, file, size).WithImage(
            image.Arn, each => each with { Ami = ami, Outputs = [new OutputRecord(image.Region, image.Account, ami)] }));
    }
}

/// <summary>What a machine of an image is to do.</summary>
/// <param name="Step">The workflow's step, for messages.</param>
/// <param name="Disk">What it starts from.</param>
internal sealed record StageWork(GuestStage Stage, string Step, string Disk)
{
    /// <summary>Where its disk is kept; null: it is thrown away.</summary>
    public string? ResultFile { get; init; }

    public bool WithComponents { get; init; } = true;

    /// <summary>Whether a build machine removes its own traces.</summary>
    public bool CleansUp { get; init; } = true;

    /// <summary>Null: the cloud's own.</summary>
    public TimeSpan? Timeout { get; init; }
}
