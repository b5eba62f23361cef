using Amazon.Imagebuilder;
using Amazon.Imagebuilder.Model;
using GoldenAmi.Components.Guest;
using GoldenAmi.LocalCloud.Tests.Fakes;

namespace GoldenAmi.LocalCloud.Tests.ImageBuilder;

/// <summary>What a workflow had done before a step failed it is taken back.</summary>
public sealed class RollbackSpecs
{
    private const string TwoImages = """
        name: twice
        schemaVersion: 1.0
        steps:
          - { name: Launch, action: LaunchInstance, inputs: { waitFor: ssmAgent } }
          - { name: Run, action: ExecuteComponents, rollbackEnabled: KEEP, inputs: { instanceId.$: $.stepOutputs.Launch.instanceId } }
          - { name: Make, action: CreateImage, rollbackEnabled: KEEP, inputs: { instanceId.$: $.stepOutputs.Launch.instanceId } }
          - { name: Again, action: CreateImage, inputs: { instanceId.$: $.stepOutputs.Launch.instanceId } }
          - { name: End, action: TerminateInstance, inputs: { instanceId.$: $.stepOutputs.Launch.instanceId } }
        """;

    [Fact]
    public async Task Amazons_own_workflow_is_rolled_back_when_a_component_fails()
    {
        await using var cloud = await TestCloud.OpenAsync();
        cloud.Machines.FailingStage = GuestStage.Test;

        var (image, _) = await cloud.FollowAsync(await cloud.StartBuildAsync());

        Assert.Equal([("BUILD", "COMPLETED"), ("TEST", "ROLLBACK_COMPLETED")], (await WorkflowsAsync(cloud, image)).Select(each => (each.Type!.Value, each.Status!.Value)));
        Assert.Equal(
            ["LaunchTestInstance COMPLETED COMPLETED", "ApplyTestComponents FAILED ", "TerminateTestInstance SKIPPED "],
            (await StepsAsync(cloud, image, 1)).Select(Line));
        Assert.NotNull(image.OutputResources);
    }

    [Fact]
    public async Task Completed_steps_are_undone_and_an_image_that_was_created_is_gone()
    {
        await using var cloud = await TestCloud.OpenAsync(new CloudPace { Rollback = TimeSpan.FromMinutes(1) });

        var (image, _) = await cloud.FollowAsync(await StartAsync(cloud, TwoImages.Replace("KEEP", "true", StringComparison.Ordinal)));

        Assert.Equal(
            ["Launch COMPLETED COMPLETED", "Run COMPLETED SKIPPED", "Make COMPLETED COMPLETED", "Again FAILED ", "End SKIPPED "],
            (await StepsAsync(cloud, image, 0)).Select(Line));
        Assert.Equal(["ROLLBACK_COMPLETED"], (await WorkflowsAsync(cloud, image)).Select(each => each.Status!.Value));
        Assert.Equal(("FAILED", null), (image.State!.Status!.Value, image.OutputResources));
        Assert.Equal(("BUILDING", "Again"), (image.State.FailureContext!.ImageStatus!.Value, image.State.FailureContext.FailedStep));
        Assert.Empty(cloud.Cloud.Images());
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(cloud.Folder, "images"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Who_follows_sees_the_steps_undone_one_by_one_the_last_one_first_while_the_image_is_still_building()
    {
        await using var cloud = await TestCloud.OpenAsync(new CloudPace { Rollback = TimeSpan.FromMinutes(1) });

        var seen = await SeenAsync(cloud, await StartAsync(cloud, TwoImages.Replace("KEEP", "true", StringComparison.Ordinal)));

        Assert.Equal(
            [
                "BUILDING ROLLBACK_IN_PROGRESS open: Run SKIPPED, Make RUNNING; 1 AMI",
                "BUILDING ROLLBACK_IN_PROGRESS open: Launch RUNNING, Run SKIPPED, Make COMPLETED; 0 AMI",
                "FAILED ROLLBACK_COMPLETED ended: Launch COMPLETED, Run SKIPPED, Make COMPLETED; 0 AMI",
            ],
            seen.SkipWhile(each => !each.Contains("ROLLBACK", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_image_that_is_cancelled_while_it_is_rolled_back_stays_as_it_was_then()
    {
        await using var cloud = await TestCloud.OpenAsync(new CloudPace { Rollback = TimeSpan.FromMinutes(1) });
        var arn = await StartAsync(cloud, TwoImages.Replace("KEEP", "true", StringComparison.Ordinal));
        while ((await WorkflowsAsync(cloud, await cloud.GetImageAsync(arn))).All(each => each.Status!.Value != "ROLLBACK_IN_PROGRESS"))
        {
            await Task.Delay(TimeSpan.FromSeconds(5), cloud.Time);
        }

        await cloud.Builder.CancelImageCreationAsync(new CancelImageCreationRequest { ImageBuildVersionArn = arn });
        await Task.Delay(TimeSpan.FromMinutes(10), cloud.Time);

        var image = await cloud.GetImageAsync(arn);
        Assert.Equal(("CANCELLED", "CANCELLED"), (image.State!.Status!.Value, Assert.Single(await WorkflowsAsync(cloud, image)).Status!.Value));
        Assert.Equal("Make COMPLETED RUNNING", Line((await StepsAsync(cloud, image, 0))[2]));
        Assert.Single(cloud.Cloud.Images());
    }

    [Fact]
    public async Task A_step_that_is_not_to_be_rolled_back_keeps_what_it_made()
    {
        await using var cloud = await TestCloud.OpenAsync();

        var (image, _) = await cloud.FollowAsync(await StartAsync(cloud, TwoImages.Replace("KEEP", "false", StringComparison.Ordinal)));

        var steps = await StepsAsync(cloud, image, 0);
        Assert.Equal(["Launch COMPLETED COMPLETED", "Run COMPLETED SKIPPED", "Make COMPLETED SKIPPED", "Again FAILED ", "End SKIPPED "], steps.Select(Line));
        Assert.Equal(image.OutputResources!.Amis![0].Image, Assert.Single(cloud.Cloud.Images()).AmiId);
        var shown = await cloud.Builder.GetWorkflowStepExecutionAsync(new GetWorkflowStepExecutionRequest { StepExecutionId = steps[0].StepExecutionId });
        Assert.Equal(("COMPLETED", "COMPLETED"), (shown.Status!.Value, shown.RollbackStatus!.Value));
    }

    [Fact]
    public async Task A_workflow_that_ends_well_rolls_nothing_back()
    {
        await using var cloud = await TestCloud.OpenAsync();

        var (image, _) = await cloud.FollowAsync(await cloud.StartBuildAsync());

        Assert.All(await StepsAsync(cloud, image, 0), step => Assert.Null(step.RollbackStatus));
    }

    private static async Task<string> StartAsync(TestCloud cloud, string document)
    {
        var workflow = await cloud.Builder.CreateWorkflowAsync(new CreateWorkflowRequest { Name = "twice", SemanticVersion = "1.0.0", Type = WorkflowType.BUILD, Data = document });
        return (await cloud.Builder.CreateImageAsync(new CreateImageRequest
        {
            ImageRecipeArn = await cloud.CreateRecipeAsync(components: [await cloud.CreateComponentAsync()]),
            InfrastructureConfigurationArn = await cloud.CreateInfrastructureAsync(),
            ExecutionRole = "golden-ami-execution",
            Workflows = [new WorkflowConfiguration { WorkflowArn = workflow.WorkflowBuildVersionArn }],
        })).ImageBuildVersionArn!;
    }

    /// <summary>Follows an image to its end, and tells each change of what is rolled back.</summary>
    private static async Task<IReadOnlyList<string>> SeenAsync(TestCloud cloud, string arn)
    {
        var seen = new List<string>();
        while (true)
        {
            var image = await cloud.GetImageAsync(arn);
            if (await WorkflowsAsync(cloud, image) is [.., var workflow])
            {
                var undone = (await StepsAsync(cloud, image, 0)).Where(step => step.RollbackStatus is not null).Select(step => $"{step.Name} {step.RollbackStatus!.Value}");
                var now = $"{image.State!.Status!.Value} {workflow.Status!.Value} {(workflow.EndTime is null ? "open" : "ended")}: {string.Join(", ", undone)}; {cloud.Cloud.Images().Count} AMI";
                if (seen.LastOrDefault() != now)
                {
                    seen.Add(now);
                }
            }

            if (image.State!.Status!.Value is "FAILED" or "AVAILABLE")
            {
                return seen;
            }

            await Task.Delay(TimeSpan.FromSeconds(5), cloud.Time);
        }
    }

    private static async Task<IReadOnlyList<WorkflowExecutionMetadata>> WorkflowsAsync(TestCloud cloud, Image image) =>
        (await cloud.Builder.ListWorkflowExecutionsAsync(new ListWorkflowExecutionsRequest { ImageBuildVersionArn = image.Arn })).WorkflowExecutions ?? [];

    private static async Task<IReadOnlyList<WorkflowStepMetadata>> StepsAsync(TestCloud cloud, Image image, int workflow) => (await cloud.Builder.ListWorkflowStepExecutionsAsync(
        new ListWorkflowStepExecutionsRequest { WorkflowExecutionId = (await WorkflowsAsync(cloud, image))[workflow].WorkflowExecutionId })).Steps!;

    private static string Line(WorkflowStepMetadata step) => $"{step.Name} {step.Status!.Value} {step.RollbackStatus?.Value}";
}
