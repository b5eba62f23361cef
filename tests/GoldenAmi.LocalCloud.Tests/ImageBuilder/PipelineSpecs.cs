using Amazon.Imagebuilder;
using Amazon.Imagebuilder.Model;
using GoldenAmi.Components.Guest;
using GoldenAmi.LocalCloud.Tests.Fakes;

namespace GoldenAmi.LocalCloud.Tests.ImageBuilder;

/// <summary>Pipelines whose schedules really start builds, on a virtual clock that begins on Friday, 2 January 2026, 03:04:05.</summary>
public sealed class PipelineSpecs
{
    [Fact]
    public async Task A_schedule_starts_a_build_when_its_time_has_come()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var arn = await CreateAsync(cloud, "cron(0 6 ? * mon#1 *)", always: true);
        Assert.Equal("2026-01-05T06:00:00.000Z", (await GetAsync(cloud, arn)).DateNextRun);

        var image = Assert.Single(await ImagesAsync(cloud, arn, count: 1));

        Assert.Equal(("SCHEDULED", new DateTime(2026, 1, 5, 6, 0, 0)), (image.BuildType!.Value, Time(image.DateCreated)));
        var pipeline = await GetAsync(cloud, arn);
        Assert.Equal("2026-02-02T06:00:00.000Z", pipeline.DateNextRun);
        Assert.Equal(0, pipeline.ConsecutiveFailures);
        Assert.Equal(arn, (await cloud.FollowAsync(image.Arn!)).Image.SourcePipelineArn);
    }

    [Fact]
    public async Task The_time_zone_counts()
    {
        await using var cloud = await TestCloud.OpenAsync();

        var arn = await CreateAsync(cloud, "cron(0 6 * * ? *)", always: true, zone: "America/New_York");

        Assert.Equal("2026-01-02T11:00:00.000Z", (await GetAsync(cloud, arn)).DateNextRun);
    }

    [Fact]
    public async Task Builds_only_when_something_has_a_newer_version()
    {
        await using var cloud = await TestCloud.OpenAsync();
        await cloud.CreateComponentAsync("part");
        var recipe = await cloud.CreateRecipeAsync("web", "1.0.0", "arn:aws:imagebuilder:eu-west-1:111122223333:component/part/x.x.x");
        var arn = await CreateAsync(cloud, "rate(1 day)", always: false, recipe: recipe);

        await ImagesAsync(cloud, arn, count: 1);
        await Task.Delay(TimeSpan.FromDays(5), cloud.Time);
        Assert.Single(await ImagesAsync(cloud, arn, count: 1));
        await cloud.CreateComponentAsync("part", version: "1.0.1");
        Assert.Equal(2, (await ImagesAsync(cloud, arn, count: 2)).Count);
    }

    [Fact]
    public async Task After_failures_in_a_row_it_is_disabled_and_enabling_it_begins_anew()
    {
        await using var cloud = await TestCloud.OpenAsync();
        cloud.Machines.FailingStage = GuestStage.Build;
        var arn = await CreateAsync(cloud, "rate(1 day)", always: true, disableAfter: 2);

        await ImagesAsync(cloud, arn, count: 2);
        await UntilAsync(cloud, arn, pipeline => pipeline.Status!.Value == "DISABLED");
        var disabled = await GetAsync(cloud, arn);
        await Task.Delay(TimeSpan.FromDays(3), cloud.Time);

        Assert.Equal((2, "FAILED", null), (disabled.ConsecutiveFailures, disabled.LastRunStatus?.Value, disabled.DateNextRun));
        Assert.Equal(2, (await ImagesAsync(cloud, arn, count: 2)).Count);
        await cloud.Builder.UpdateImagePipelineAsync(new UpdateImagePipelineRequest
        {
            ImagePipelineArn = arn,
            ImageRecipeArn = disabled.ImageRecipeArn,
            InfrastructureConfigurationArn = disabled.InfrastructureConfigurationArn,
            Schedule = disabled.Schedule,
            Status = PipelineStatus.ENABLED,
        });
        Assert.Equal(0, (await GetAsync(cloud, arn)).ConsecutiveFailures);
    }

    [Fact]
    public async Task A_disabled_or_deleted_pipeline_starts_nothing()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var disabled = await CreateAsync(cloud, "rate(1 hour)", always: true, status: PipelineStatus.DISABLED);
        var deleted = await CreateAsync(cloud, "rate(1 hour)", always: true, name: "gone");
        await cloud.Builder.DeleteImagePipelineAsync(new DeleteImagePipelineRequest { ImagePipelineArn = deleted });

        await Task.Delay(TimeSpan.FromDays(1), cloud.Time);

        Assert.Empty(await ImagesAsync(cloud, disabled, count: 0));
        Assert.Empty((await cloud.Builder.ListImagesAsync(new ListImagesRequest())).ImageVersionList ?? []);
    }

    [Fact]
    public async Task Another_process_goes_on_with_the_schedule()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var arn = await CreateAsync(cloud, "rate(1 day)", always: true);
        await cloud.ReopenAsync();

        Assert.Single(await ImagesAsync(cloud, arn, count: 1));
    }

    [Fact]
    public async Task What_the_schedule_missed_while_nobody_had_the_folder_is_told_once_and_not_built()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var daily = await CreateAsync(cloud, "cron(0 6 * * ? *)", always: true);
        await CreateAsync(cloud, "cron(0 6 ? * mon#1 *)", always: true, name: "monthly");
        await CreateAsync(cloud, "rate(1 minute)", always: true, name: "busy");
        await CreateAsync(cloud, "rate(1 minute)", always: true, name: "idle", status: PipelineStatus.DISABLED);
        var (told, again) = (new List<string>(), new List<string>());

        await cloud.ReopenAsync(onProgress: (subject, fact) => told.Add($"{subject}: {fact}"), closed: TimeSpan.FromDays(3.5));
        var images = (await cloud.Builder.ListImagePipelineImagesAsync(new ListImagePipelineImagesRequest { ImagePipelineArn = daily })).ImageSummaryList ?? [];
        var next = (await GetAsync(cloud, daily)).DateNextRun;
        await cloud.ReopenAsync(onProgress: (subject, fact) => again.Add($"{subject}: {fact}"));

        Assert.Equal(
            [
                "image pipeline nightly: its schedule came 4 times while no process had this folder, from 2026-01-02 06:00 to 2026-01-05 06:00 UTC; on AWS each would have started a build, here none was started",
                "image pipeline monthly: its schedule came once while no process had this folder, at 2026-01-05 06:00 UTC; on AWS that would have started a build, here none was started",
                "image pipeline busy: its schedule came 1000 times or more while no process had this folder, from 2026-01-02 03:05 to 2026-01-02 19:44 UTC; on AWS each would have started a build, here none was started",
            ],
            told);
        Assert.Empty(images);
        Assert.Equal("2026-01-06T06:00:00.000Z", next);
        Assert.Empty(again);
    }

    private static async Task<string> CreateAsync(
        TestCloud cloud, string schedule, bool always, string zone = "UTC", string? recipe = null, int? disableAfter = null, PipelineStatus? status = null, string name = "nightly") =>
        (await cloud.Builder.CreateImagePipelineAsync(new CreateImagePipelineRequest
        {
            Name = name,
            ImageRecipeArn = recipe ?? await cloud.CreateRecipeAsync($"web {name}", components: await cloud.CreateComponentAsync($"part of {name}")),
            InfrastructureConfigurationArn = await cloud.CreateInfrastructureAsync($"small {name}"),
            Status = status,
            Schedule = new Schedule
            {
                ScheduleExpression = schedule,
                Timezone = zone,
                PipelineExecutionStartCondition = always ? PipelineExecutionStartCondition.EXPRESSION_MATCH_ONLY : null,
                AutoDisablePolicy = disableAfter is { } count ? new AutoDisablePolicy { FailureCount = count } : null,
            },
        })).ImagePipelineArn!;

    private static async Task<ImagePipeline> GetAsync(TestCloud cloud, string arn) =>
        (await cloud.Builder.GetImagePipelineAsync(new GetImagePipelineRequest { ImagePipelineArn = arn })).ImagePipeline!;

    /// <summary>Waits until the pipeline has so many images.</summary>
    private static async Task<IReadOnlyList<ImageSummary>> ImagesAsync(TestCloud cloud, string arn, int count)
    {
        for (var look = 0; look < 200; look++)
        {
            var images = (await cloud.Builder.ListImagePipelineImagesAsync(new ListImagePipelineImagesRequest { ImagePipelineArn = arn })).ImageSummaryList ?? [];
            if (images.Count >= count)
            {
                return images;
            }

            await Task.Delay(TimeSpan.FromHours(6), cloud.Time);
        }

        throw new InvalidOperationException($"The pipeline did not come to {count} images.");
    }

    private static async Task UntilAsync(TestCloud cloud, string arn, Func<ImagePipeline, bool> isReached)
    {
        for (var look = 0; look < 200 && !isReached(await GetAsync(cloud, arn)); look++)
        {
            await Task.Delay(TimeSpan.FromHours(1), cloud.Time);
        }
    }

    private static DateTime Time(string? text) => DateTimeOffset.Parse(text!, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime is var time
        ? new DateTime(time.Year, time.Month, time.Day, time.Hour, time.Minute, time.Second) : default;
}
