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

    private static async Task<IReadOnlyList<WorkflowExecutionMetadata>> WorkflowsAsync(TestCloud cloud, Image image) =>
        (await cloud.Builder.ListWorkflowExecutionsAsync(new ListWorkflowExecutionsRequest { ImageBuildVersionArn = image.Arn })).WorkflowExecutions ?? [];

    private static async Task<IReadOnlyList<WorkflowStepMetadata>> StepsAsync(TestCloud cloud, Image image, int workflow) => (await cloud.Builder.ListWorkflowStepExecutionsAsync(
        new ListWorkflowStepExecutionsRequest { WorkflowExecutionId = (await WorkflowsAsync(cloud, image))[workflow].WorkflowExecutionId })).Steps!;

    private static string Line(WorkflowStepMetadata step) => $"{step.Name} {step.Status!.Value} {step.RollbackStatus?.Value}";
}
