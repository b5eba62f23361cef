using System.Net;
using System.Text;
using Amazon.Imagebuilder.Model;
using GoldenAmi.Builds;
using GoldenAmi.Builds.Images;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;
using GoldenAmi.Tests.Builds.Running;

namespace GoldenAmi.Tests.Applying;

/// <summary><c>plan</c> of a recipe with a pipeline: what <c>apply</c> would do stands beside what a build would do.</summary>
public sealed class PlanBesideSpecs
{
    [Fact]
    public async Task The_section_is_what_apply_itself_would_say()
    {
        await using var world = await CloudWorld.OpenAsync();

        await SameAsync(world, ScheduledRecipe.Of());
        await world.Run().ApplyAsync(ScheduledRecipe.Of());
        await SameAsync(world, ScheduledRecipe.Of());
        await SameAsync(world, ScheduledRecipe.Of(page: "hallo"));
        await SameAsync(world, ScheduledRecipe.Of() with { Pipeline = ScheduledRecipe.Daily() with { Schedule = "rate(2 days)" } });
    }

    [Fact]
    public async Task A_difference_of_the_pipeline_makes_no_build()
    {
        await using var world = await CloudWorld.OpenAsync();
        await world.Run().ApplyAsync(ScheduledRecipe.Of());
        var recipe = ScheduledRecipe.Of() with { Gates = new() };
        await world.Run().BuildAsync(recipe);

        var plan = await world.Run().PlanAllAsync(recipe with { Pipeline = ScheduledRecipe.Daily() with { Schedule = "rate(2 days)" } });

        Assert.Equal((false, true), (plan.Changed, plan.Apply!.Changed));
        Assert.Equal([new ValueChange("schedule", "cron(0 6 ? * mon#1 *)", "rate(2 days)")], Assert.Single(plan.Apply.Operations, row => row.Operation == "update").Changes);
    }

    [Fact]
    public async Task The_recipe_is_resolved_once_and_nothing_is_written()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run();

        await run.PlanAllAsync(ScheduledRecipe.Of());

        Assert.Single(run.Calls.Seen, call => call == "GetCallerIdentity");
        Assert.Single(run.Calls.Seen, call => call == "GetParameter");
        Assert.Single(run.Calls.Seen, call => call == "GetImagePipeline");
        Assert.Single(run.Calls.Seen, call => call == "ListComponents");
        Assert.Empty(run.Calls.Changes);
    }

    [Fact]
    public async Task A_recipe_without_a_pipeline_has_no_section_and_no_call_for_it()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run();

        Assert.Null((await run.PlanAllAsync(CloudWorld.Web())).Apply);
        Assert.DoesNotContain("GetImagePipeline", run.Calls.Seen);
    }

    [Theory]
    [InlineData("GetImagePipeline", "reuse component", "reuse infrastructure", "reuse image recipe", "reuse distribution", "not seen image pipeline golden-ami-web: imagebuilder:GetImagePipeline is not allowed")]
    [InlineData("GetDistributionConfiguration", "reuse component", "reuse infrastructure", "reuse image recipe", "not seen distribution configuration", "not seen image pipeline golden-ami-web: what it is made of was not seen")]
    [InlineData("ListImageRecipes", "reuse component", "reuse infrastructure", "not seen image recipe", "reuse distribution", "not seen image pipeline golden-ami-web: what it is made of was not seen")]
    [InlineData("ListComponents", "not seen resources: imagebuilder:ListComponents is not allowed", "not seen image recipe", "reuse distribution", "not seen image pipeline golden-ami-web: what it is made of was not seen")]
    public async Task A_read_that_is_denied_hides_its_own_part_and_what_depends_on_it(string operation, params string[] lines)
    {
        await using var world = await CloudWorld.OpenAsync();
        await world.Run().ApplyAsync(ScheduledRecipe.Of());

        var plan = await world.Run(instead: each => each == operation ? Denied() : null).PlanAllAsync(ScheduledRecipe.Of());

        var rows = plan.Apply!.Operations.DistinctBy(row => $"{row.Operation} {string.Join(' ', row.Resource.Split(' ').SkipLast(1))}").ToList();
        Assert.Equal(lines.Length, rows.Count);
        Assert.All(lines.Zip(rows), pair => Assert.StartsWith(pair.First, Line(pair.Second), StringComparison.Ordinal));
        Assert.Equal((false, "what apply would do for 'web' was not seen"), (plan.Apply.Changed, plan.Apply.Decision));
        Assert.All(plan.Warnings, warning => Assert.Equal((ErrorCode.AwsAccessDenied, Severity.Warning), (warning.Code, warning.Severity)));
        Assert.NotEmpty(plan.Warnings);
    }

    [Fact]
    public async Task What_is_seen_to_be_another_is_told_beside_what_was_not_seen()
    {
        await using var world = await CloudWorld.OpenAsync();
        await world.Run().ApplyAsync(ScheduledRecipe.Of());

        var plan = await world.Run(instead: each => each == "GetImagePipeline" ? Denied() : null).PlanAllAsync(ScheduledRecipe.Of(page: "hallo"));

        Assert.True(plan.Apply!.Changed);
        Assert.Contains(plan.Apply.Operations, row => row.Operation == "new version" && row.Resource.StartsWith("component", StringComparison.Ordinal));
        Assert.Contains(plan.Apply.Operations, row => row.Operation == "not seen" && row.Resource == "image pipeline golden-ami-web");
    }

    [Fact]
    public async Task Apply_itself_tells_every_read_that_is_denied_and_changes_nothing()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run(instead: each => each is "GetImagePipeline" or "GetDistributionConfiguration" ? Denied() : null);

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => run.ApplyAsync(ScheduledRecipe.Of()));

        Assert.Equal(["imagebuilder:GetImagePipeline", "imagebuilder:GetDistributionConfiguration"], failure.Diagnostics.Select(problem => problem.Message.Split(' ')[0]));
        Assert.Empty(run.Calls.Changes);
    }

    [Fact]
    public async Task Without_a_parent_that_may_be_read_nothing_is_seen()
    {
        await using var world = await CloudWorld.OpenAsync();

        var plan = await world.Run(instead: each => each == "GetParameter" ? Denied() : null).PlanAllAsync(ScheduledRecipe.Of());

        Assert.Equal(("not seen", "the recipe could not be resolved", false), (Assert.Single(plan.Apply!.Operations).Operation, plan.Apply.Operations[0].Reason, plan.Apply.Changed));
        Assert.Equal((ErrorCode.AwsAccessDenied, Severity.Warning), (Assert.Single(plan.Warnings).Code, plan.Warnings[0].Severity));
        Assert.NotEmpty(plan.Operations);
    }

    [Fact]
    public async Task Somebody_elses_pipeline_is_a_refused_row_and_a_warning_and_the_build_is_planned()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run();
        await run.ApplyAsync(ScheduledRecipe.Of());
        await run.ByHandAsync(clients => clients.ImageBuilder("us-east-1").UntagResourceAsync(
            new UntagResourceRequest { ResourceArn = "arn:aws:imagebuilder:us-east-1:000000000000:image-pipeline/golden-ami-web", TagKeys = [ImageTags.Recipe] }));

        var plan = await run.PlanAllAsync(ScheduledRecipe.Of());

        Assert.True(plan.Changed);
        Assert.Equal("refused image pipeline golden-ami-web", $"{Assert.Single(plan.Apply!.Operations).Operation} {plan.Apply.Operations[0].Resource}");
        Assert.Equal((ErrorCode.PipelineForeign, Severity.Warning), (Assert.Single(plan.Warnings).Code, plan.Warnings[0].Severity));
    }

    private static async Task SameAsync(CloudWorld world, Recipe recipe)
    {
        var (alone, beside) = (await world.Run().PlanApplyAsync(recipe), (await world.Run().PlanAllAsync(recipe)).Apply!);
        Assert.Equal((alone.Changed, alone.Decision), (beside.Changed, beside.Decision));
        Assert.Equal(alone.Operations.Select(Line), beside.Operations.Select(Line));
    }

    private static string Line(PlannedOperation operation) => $"{operation.Operation} {operation.Resource}: {operation.Reason} {string.Join(", ", operation.Changes)}";

    private static HttpResponseMessage Denied()
    {
        var answer = new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("""{"message":"User is not authorized to perform this"}""", Encoding.UTF8, "application/json") };
        answer.Headers.Add("x-amzn-ErrorType", "AccessDeniedException");
        return answer;
    }
}
