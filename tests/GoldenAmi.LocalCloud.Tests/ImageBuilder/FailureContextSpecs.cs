using Amazon.Imagebuilder.Model;
using GoldenAmi.Components.Guest;
using GoldenAmi.LocalCloud.Tests.Fakes;

namespace GoldenAmi.LocalCloud.Tests.ImageBuilder;

/// <summary><c>state.failureContext</c> of failed images, as AWS's API reference describes it.</summary>
public sealed class FailureContextSpecs
{
    [Fact]
    public async Task A_failed_component_is_named_with_its_step_and_the_workflows()
    {
        await using var cloud = await TestCloud.OpenAsync();
        cloud.Machines.FailingStage = GuestStage.Test;

        var (image, _) = await cloud.FollowAsync(await cloud.StartBuildAsync());

        var failure = image.State!.FailureContext!;
        var workflow = (await cloud.Builder.ListWorkflowExecutionsAsync(new ListWorkflowExecutionsRequest { ImageBuildVersionArn = image.Arn })).WorkflowExecutions![1];
        var step = (await cloud.Builder.ListWorkflowStepExecutionsAsync(new ListWorkflowStepExecutionsRequest { WorkflowExecutionId = workflow.WorkflowExecutionId })).Steps!.Single(each => each.Status!.Value == "FAILED");
        Assert.Equal(("TESTING", "ApplyTestComponents", step.StepExecutionId), (failure.ImageStatus!.Value, failure.FailedStep, failure.StepExecutionId));
        Assert.Equal((workflow.WorkflowExecutionId, workflow.WorkflowBuildVersionArn), (failure.WorkflowExecutionId, failure.WorkflowArn));
        Assert.Equal(
            ($"arn:aws:imagebuilder:eu-west-1:{TestCloud.Account}:component/check/1.0.0/1", "test", "Check", "ExecuteBash", "exit status 1"),
            (failure.ComponentFailure!.ComponentArn, failure.ComponentFailure.PhaseName, failure.ComponentFailure.StepName, failure.ComponentFailure.Action, failure.ComponentFailure.ErrorMessage));
        Assert.Null(failure.DistributionFailure);
    }

    [Fact]
    public async Task Lists_tell_it_too_and_only_of_images_that_failed()
    {
        await using var cloud = await TestCloud.OpenAsync();
        cloud.Machines.FailingStage = GuestStage.Build;
        var recipe = await cloud.CreateRecipeAsync(components: [await cloud.CreateComponentAsync()]);
        await cloud.FollowAsync(await cloud.StartBuildAsync(recipe: recipe));
        cloud.Machines.FailingStage = null;
        await cloud.FollowAsync(await cloud.StartBuildAsync(recipe: recipe));

        var listed = (await cloud.Builder.ListImageBuildVersionsAsync(new ListImageBuildVersionsRequest())).ImageSummaryList!;

        Assert.Equal([("FAILED", "build"), ("AVAILABLE", null)], listed.Select(each => (each.State!.Status!.Value, each.State.FailureContext?.ComponentFailure?.PhaseName)));
    }

    [Fact]
    public async Task A_distribution_names_the_region_and_what_was_done_there()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var distribution = await cloud.CreateDistributionAsync("pointed", new Distribution { Region = "eu-west-1" }, new Distribution
        {
            Region = "us-east-1",
            LaunchTemplateConfigurations = [new LaunchTemplateConfiguration { LaunchTemplateId = "lt-0123456789abcdef0", AccountId = TestCloud.Account }],
        });

        var (image, _) = await cloud.FollowAsync(await cloud.StartBuildAsync(distribution));

        var failure = image.State!.FailureContext!;
        Assert.Equal(("INTEGRATING", null, null), (failure.ImageStatus!.Value, failure.ComponentFailure, failure.FailedStep));
        Assert.Equal(image.State.Reason, failure.DistributionFailure!.ErrorMessage);
        var place = Assert.Single(failure.DistributionFailure.RegionFailures!);
        Assert.Equal(
            ("us-east-1", TestCloud.Account, "FAILED", "UPDATE_LAUNCH_TEMPLATES"),
            (place.Region, place.TargetAccountId, place.Status!.Value, place.ImageConfigurationStep!.Value));
        Assert.StartsWith("InvalidLaunchTemplateId.NotFound", place.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retry_takes_it_away_until_the_image_fails_again()
    {
        await using var cloud = await TestCloud.OpenAsync();
        cloud.Machines.FailingStage = GuestStage.Test;
        var (failed, _) = await cloud.FollowAsync(await cloud.StartBuildAsync());

        cloud.Machines.FailingStage = null;
        await cloud.Builder.RetryImageAsync(new RetryImageRequest { ImageBuildVersionArn = failed.Arn });
        var retried = await cloud.GetImageAsync(failed.Arn!);

        Assert.NotNull(failed.State!.FailureContext);
        Assert.Null(retried.State!.FailureContext);
    }

    [Fact]
    public async Task A_machine_that_was_lost_has_its_step_and_no_component()
    {
        await using var cloud = await TestCloud.OpenAsync();
        cloud.Machines.End = new Machines.MachineEnd.Lost("the kernel panicked");

        var (image, _) = await cloud.FollowAsync(await cloud.StartBuildAsync());

        Assert.Equal(("BUILDING", "ApplyBuildComponents", null), (image.State!.FailureContext!.ImageStatus!.Value, image.State.FailureContext.FailedStep, image.State.FailureContext.ComponentFailure));
    }
}
