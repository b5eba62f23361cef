using Amazon.Imagebuilder;
using Amazon.Imagebuilder.Model;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Images;
using GoldenAmi.Diagnostics;
using GoldenAmi.Tests.Builds.Running;

namespace GoldenAmi.Tests.Applying;

/// <summary><c>apply</c> over LocalCloud.</summary>
public sealed class ApplySpecs
{
    private const string PipelineArn = "arn:aws:imagebuilder:us-east-1:000000000000:image-pipeline/golden-ami-web";

    [Fact]
    public async Task Everything_is_made_and_a_second_run_changes_nothing()
    {
        await using var world = await CloudWorld.OpenAsync();

        var first = await world.Run().ApplyAsync(ScheduledRecipe.Of());
        var again = world.Run();
        var second = await again.ApplyAsync(ScheduledRecipe.Of());

        Assert.True(first.Changed);
        Assert.Equal(
            ["create component web-components-page 1.0.0", "create component web-tests-page 1.0.0", "create image recipe web-pipeline 1.4.x", "create image pipeline golden-ami-web"],
            first.Operations.Where(operation => !operation.Resource.Contains("configuration", StringComparison.Ordinal)).Select(Line).Order(StringComparer.Ordinal).OrderBy(line => line.Split(' ')[1] == "component" ? 0 : line.Contains("recipe", StringComparison.Ordinal) ? 1 : 2));
        Assert.False(second.Changed);
        Assert.Empty(again.Calls.Changes);
        Assert.Equal("nothing image pipeline golden-ami-web", Line(second.Operations[^1]));
    }

    [Fact]
    public async Task The_pipeline_holds_what_the_recipe_says()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run();
        await run.ApplyAsync(ScheduledRecipe.Of());

        var pipeline = await PipelineAsync(run);

        Assert.Equal(("cron(0 6 ? * mon#1 *)", "Europe/Berlin", "EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE", 3), (
            pipeline.Schedule!.ScheduleExpression, pipeline.Schedule.Timezone, pipeline.Schedule.PipelineExecutionStartCondition!.Value, pipeline.Schedule.AutoDisablePolicy!.FailureCount));
        Assert.Equal(("ENABLED", "golden-ami-execution", true), (pipeline.Status!.Value, pipeline.ExecutionRole, pipeline.ImageScanningConfiguration!.ImageScanningEnabled));
        var recipe = (await run.ByHandAsync(clients => clients.ImageBuilder("us-east-1").GetImageRecipeAsync(new GetImageRecipeRequest { ImageRecipeArn = pipeline.ImageRecipeArn }))).ImageRecipe!;
        Assert.Equal("ssm:/aws/service/debian/release/12/latest/amd64", recipe.ParentImage);
        var distribution = (await run.ByHandAsync(clients => clients.ImageBuilder("us-east-1").GetDistributionConfigurationAsync(
            new GetDistributionConfigurationRequest { DistributionConfigurationArn = pipeline.DistributionConfigurationArn }))).DistributionConfiguration!;
        var home = distribution.Distributions!.Single(each => each.Region == "us-east-1");
        Assert.Equal("/golden/web/latest", Assert.Single(home.SsmParameterConfigurations!).ParameterName);
        Assert.Equal("lt-0abcdef1234567890", Assert.Single(home.LaunchTemplateConfigurations!).LaunchTemplateId);
    }

    [Fact]
    public async Task A_changed_recipe_updates_the_pipeline_and_says_from_what_to_what()
    {
        await using var world = await CloudWorld.OpenAsync();
        await world.Run().ApplyAsync(ScheduledRecipe.Of());

        var changed = await world.Run().ApplyAsync(ScheduledRecipe.Of() with { Pipeline = ScheduledRecipe.Daily() with { Schedule = "rate(2 days)" } });

        var update = Assert.Single(changed.Operations, operation => operation.Operation == "update");
        Assert.Equal([new ValueChange("schedule", "cron(0 6 ? * mon#1 *)", "rate(2 days)")], update.Changes);
        Assert.False((await world.Run().ApplyAsync(ScheduledRecipe.Of() with { Pipeline = ScheduledRecipe.Daily() with { Schedule = "rate(2 days)" } })).Changed);
    }

    [Fact]
    public async Task A_changed_component_makes_new_versions_and_moves_the_pipeline_to_them()
    {
        await using var world = await CloudWorld.OpenAsync();
        await world.Run().ApplyAsync(ScheduledRecipe.Of());

        var changed = await world.Run().ApplyAsync(ScheduledRecipe.Of(page: "hallo"));

        Assert.Equal(
            ["new version component web-components-page 1.0.1", "new version image recipe web-pipeline 1.4.x", "update image pipeline golden-ami-web"],
            changed.Operations.Where(operation => operation.Operation is "new version" or "update").Select(Line));
        var pipeline = await PipelineAsync(world.Run());
        Assert.EndsWith("image-recipe/web-pipeline/1.4.1", pipeline.ImageRecipeArn, StringComparison.Ordinal);
        Assert.False((await world.Run().ApplyAsync(ScheduledRecipe.Of(page: "hallo"))).Changed);
    }

    [Fact]
    public async Task A_change_by_hand_is_drift_that_is_shown_and_written_back()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run();
        await run.ApplyAsync(ScheduledRecipe.Of());
        for (var times = 0; times < 2; times++)
        {
            var there = await PipelineAsync(run);
            await run.ByHandAsync(clients => clients.ImageBuilder("us-east-1").UpdateImagePipelineAsync(new UpdateImagePipelineRequest
            {
                ImagePipelineArn = there.Arn,
                ImageRecipeArn = there.ImageRecipeArn,
                InfrastructureConfigurationArn = there.InfrastructureConfigurationArn,
                Status = PipelineStatus.DISABLED,
            }));

            var plan = await world.Run().PlanApplyAsync(ScheduledRecipe.Of());
            var applied = await world.Run().ApplyAsync(ScheduledRecipe.Of());

            var drift = Assert.Single(plan.Operations, operation => operation.Operation == "drift");
            Assert.Contains(new ValueChange("status", "DISABLED", "ENABLED"), drift.Changes);
            Assert.Contains(new ValueChange("schedule", null, "cron(0 6 ? * mon#1 *)"), drift.Changes);
            Assert.Equal(drift.Changes, Assert.Single(applied.Operations, operation => operation.Operation == "drift").Changes);
            Assert.Equal("ENABLED", (await PipelineAsync(run)).Status!.Value);
            Assert.False((await world.Run().ApplyAsync(ScheduledRecipe.Of())).Changed);
        }
    }

    [Fact]
    public async Task A_configuration_that_was_changed_by_hand_is_left_alone_and_another_takes_its_place()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run();
        await run.ApplyAsync(ScheduledRecipe.Of());
        var before = await PipelineAsync(run);
        await run.ByHandAsync(clients => clients.ImageBuilder("us-east-1").UpdateInfrastructureConfigurationAsync(new UpdateInfrastructureConfigurationRequest
        {
            InfrastructureConfigurationArn = before.InfrastructureConfigurationArn,
            InstanceProfileName = "somebody-elses",
        }));

        var plan = await world.Run().ApplyAsync(ScheduledRecipe.Of());

        var drift = Assert.Single(plan.Operations, operation => operation.Operation == "drift");
        Assert.Contains(new ValueChange("instanceProfile", "somebody-elses", "golden-ami-build"), drift.Changes);
        Assert.Equal($"{before.InfrastructureConfigurationArn}-2", (await PipelineAsync(run)).InfrastructureConfigurationArn);
        Assert.False((await world.Run().ApplyAsync(ScheduledRecipe.Of())).Changed);
        Assert.Equal(Outcome.Built, Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(ScheduledRecipe.Of() with { Gates = new() })).Result.Outcome);
    }

    [Fact]
    public async Task A_pipeline_that_the_recipe_has_no_more_is_deleted_and_nothing_else()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run();
        await run.ApplyAsync(ScheduledRecipe.Of());

        var plan = await run.ApplyAsync(CloudWorld.Web());

        Assert.Equal("delete image pipeline golden-ami-web", Line(plan.Operations[0]));
        Assert.DoesNotContain(run.Calls.Seen, call => call.StartsWith("Delete", StringComparison.Ordinal) && call != "DeleteImagePipeline");
        Assert.False((await world.Run().ApplyAsync(CloudWorld.Web())).Changed);
        Assert.True((await world.Run().ApplyAsync(ScheduledRecipe.Of())).Changed);
        Assert.Equal("ENABLED", (await PipelineAsync(run)).Status!.Value);
    }

    [Fact]
    public async Task Somebody_elses_pipeline_of_the_name_is_not_touched()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run();
        await run.ApplyAsync(ScheduledRecipe.Of());
        await run.ByHandAsync(clients => clients.ImageBuilder("us-east-1").UntagResourceAsync(new UntagResourceRequest { ResourceArn = PipelineArn, TagKeys = [ImageTags.Recipe] }));

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => world.Run().ApplyAsync(ScheduledRecipe.Of()));

        Assert.Equal((Ending.Refused, ErrorCode.PipelineForeign), (failure.Ending, failure.Diagnostics[0].Code));
    }

    // Killed after each of its changing calls in turn: the next run finishes the work, and the one after it finds nothing to do.
    [Fact]
    public async Task A_run_that_dies_anywhere_is_gone_on_with_by_the_next()
    {
        for (var changes = 0; changes < 12; changes++)
        {
            await using var world = await CloudWorld.OpenAsync();
            await Record.ExceptionAsync(() => world.Run(killedAfter: changes).ApplyAsync(ScheduledRecipe.Of()));

            await world.Run().ApplyAsync(ScheduledRecipe.Of());
            var again = world.Run();

            Assert.False((await again.ApplyAsync(ScheduledRecipe.Of())).Changed);
            Assert.Empty(again.Calls.Changes);
            Assert.Single((await again.ByHandAsync(clients => clients.ImageBuilder("us-east-1").ListImageRecipesAsync(new ListImageRecipesRequest()))).ImageRecipeSummaryList!);
        }
    }

    [Fact]
    public async Task Two_runs_at_once_make_one_pipeline_of_one_image_recipe()
    {
        await using var world = await CloudWorld.OpenAsync();

        await Task.WhenAll(world.Run().ApplyAsync(ScheduledRecipe.Of()), world.Run().ApplyAsync(ScheduledRecipe.Of()));

        var again = world.Run();
        Assert.False((await again.ApplyAsync(ScheduledRecipe.Of())).Changed);
        Assert.Single((await again.ByHandAsync(clients => clients.ImageBuilder("us-east-1").ListImageRecipesAsync(new ListImageRecipesRequest()))).ImageRecipeSummaryList!);
    }

    [Fact]
    public async Task Without_a_pipeline_it_makes_what_a_build_needs_and_builds_nothing()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run();

        Assert.True((await run.ApplyAsync(CloudWorld.Web())).Changed);
        var again = world.Run();
        Assert.False((await again.ApplyAsync(CloudWorld.Web())).Changed);
        Assert.DoesNotContain("CreateImage", run.Calls.Seen);
        var build = world.Run();
        await build.BuildAsync(CloudWorld.Web());
        Assert.DoesNotContain("CreateImageRecipe", build.Calls.Seen);
    }

    private static async Task<ImagePipeline> PipelineAsync(ProgramUnderTest run) =>
        (await run.ByHandAsync(clients => clients.ImageBuilder("us-east-1").GetImagePipelineAsync(new GetImagePipelineRequest { ImagePipelineArn = PipelineArn }))).ImagePipeline!;

    private static string Line(PlannedOperation operation) => $"{operation.Operation} {operation.Resource}";
}
