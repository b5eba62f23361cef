using Amazon.Imagebuilder.Model;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.LocalCloud.Findings;
using GoldenAmi.Publishing;
using GoldenAmi.Recipes;
using GoldenAmi.Tests.Builds.Running;

namespace GoldenAmi.Tests.Adopting;

/// <summary>What a schedule built becomes the release, over LocalCloud.</summary>
public sealed class AdoptSpecs
{
    private static readonly Finding Openssl = new("CVE-2026-1", "CRITICAL", "openssl", "3.0.1") { FixedIn = "3.0.2" };

    [Fact]
    public async Task What_a_schedule_built_becomes_the_release_and_the_next_build_reuses_it()
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = ScheduledWorld.Scheduled();
        var built = await ScheduledWorld.BeginAsync(world, recipe);
        var run = world.Run();

        var adopted = await run.AdoptAndSettleAsync(recipe);
        var build = world.Run();
        var reused = Assert.IsType<BuildEnd.Released>(await build.BuildAsync(recipe)).Result;

        Assert.Equal((Outcome.Adopted, built, "1.4.0"), (adopted.Outcome, adopted.Release.ImageArn, adopted.Release.Version));
        Assert.Equal(["eu-west-1", "us-east-1"], adopted.Release.Images.Select(image => image.Region.Value));
        Assert.DoesNotContain("DistributeImage", run.Calls.Seen); // the pipeline had brought it there itself
        Assert.Equal((Outcome.Reused, built, adopted.Release.Fingerprint), (reused.Outcome, reused.Release.ImageArn, reused.Release.Fingerprint));
        Assert.Equal(adopted.Release.Images.Select(image => image.Id), reused.Release.Images.Select(image => image.Id));
        Assert.Empty(build.Calls.Changes);
        Assert.Equal(2, world.Cloud.Images().Count);
    }

    [Fact]
    public async Task A_second_look_adopts_nothing_and_changes_nothing()
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = ScheduledWorld.Scheduled();
        await ScheduledWorld.BeginAsync(world, recipe);
        await world.Run().AdoptAndSettleAsync(recipe);
        var again = world.Run();

        var second = await again.AdoptAsync(recipe);

        Assert.Null(second.End);
        Assert.Equal(("same", "1.4.0/1", "1.4.0"), (Assert.Single(second.Rows).State, second.Rows[0].Old, second.Rows[0].New));
        Assert.Empty(again.Calls.Changes);
        Assert.InRange(again.Calls.Seen.Count, 1, 12);
    }

    // Killed after each of its changing calls in turn: the next run finishes the work with the same image, and a build takes it.
    [Fact]
    public async Task A_run_that_dies_anywhere_is_gone_on_with_by_the_next()
    {
        for (var changes = 0; changes < 10; changes++)
        {
            await using var world = await CloudWorld.OpenAsync(findings: []);
            var recipe = ScheduledWorld.Scheduled(gated: true);
            await ScheduledWorld.BeginAsync(world, recipe);
            recipe = WithRegion(recipe, "us-west-2");
            await Record.ExceptionAsync(() => world.Run(killedAfter: changes).AdoptAndSettleAsync(recipe));

            if ((await world.Run().AdoptAsync(recipe)).End is BuildEnd.Released)
            {
                await world.Run().AdoptAndSettleAsync(recipe);
            }

            var again = world.Run();
            Assert.Null((await again.AdoptAsync(recipe)).End);
            Assert.Empty(again.Calls.Changes);
            Assert.Equal(Outcome.Reused, Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(recipe)).Result.Outcome);
            Assert.Equal(["eu-west-1", "us-east-1", "us-west-2"], world.Cloud.Images().Select(image => image.Region).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Two_runs_at_once_adopt_the_same_image_once()
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = ScheduledWorld.Scheduled();
        await ScheduledWorld.BeginAsync(world, recipe);
        recipe = WithRegion(recipe, "us-west-2");

        var both = await Task.WhenAll(TryAsync(), TryAsync());

        // One that looks after the other has come to its end finds nothing left to adopt.
        var releases = both.OfType<BuildResult>().Select(result => result.Release).ToList();
        Assert.NotEmpty(releases);
        Assert.All(releases, release => Assert.Equal(releases[0].Images.Select(image => image.Id), release.Images.Select(image => image.Id)));
        Assert.All(releases, release => Assert.Equal((releases[0].Version, releases[0].Fingerprint), (release.Version, release.Fingerprint)));
        Assert.Equal(3, world.Cloud.Images().Count);

        Task<BuildResult?> TryAsync() => world.Run().TryAdoptAsync(recipe);
    }

    [Fact]
    public async Task A_region_that_the_pipeline_does_not_know_yet_gets_its_copy_from_the_release()
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = ScheduledWorld.Scheduled();
        await ScheduledWorld.BeginAsync(world, recipe);
        var run = world.Run();

        var adopted = await run.AdoptAndSettleAsync(WithRegion(recipe, "us-west-2"));

        Assert.Equal(["eu-west-1", "us-east-1", "us-west-2"], adopted.Release.Images.Select(image => image.Region.Value));
        Assert.Single(run.Calls.Seen, "DistributeImage");
        Assert.All(world.Cloud.Images(), image => Assert.Contains(adopted.Release.Images, each => each.Id.Value == image.AmiId));
    }

    // Its pipeline made it under another key or with other tags: it is no copy of this release.
    [Fact]
    public async Task A_copy_that_was_made_with_other_settings_is_made_anew()
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = ScheduledWorld.Scheduled();
        await ScheduledWorld.BeginAsync(world, recipe);
        var tagged = recipe with
        {
            Distribution = recipe.Distribution with
            {
                Regions = [.. recipe.Distribution.Regions.Select(region => region.Region.Value.Value == "eu-west-1" ? region with { Tags = new Dictionary<string, string> { ["team"] = "web" } } : region)],
            },
        };

        var adopted = await world.Run().AdoptAndSettleAsync(tagged);

        var (before, after) = (world.Cloud.Images().Where(image => image.Region == "eu-west-1").ToList(), adopted.Release.Images.Single(image => image.Region.Value == "eu-west-1"));
        Assert.Equal(2, before.Count);
        Assert.Contains(before, image => image.AmiId == after.Id.Value);
    }

    // The image of its own inputs: what it was built upon is in its fingerprint, whatever the parameter holds now.
    [Fact]
    public async Task A_parent_that_moved_on_since_is_no_obstacle_and_the_image_counts_as_built_upon_the_old_one()
    {
        await using var world = await CloudWorld.OpenAsync();
        var other = Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(CloudWorld.Web("base") with { Name = CloudWorld.At("base") })).Result;
        var recipe = ScheduledWorld.Scheduled();
        await ScheduledWorld.BeginAsync(world, recipe);
        var old = await ScheduledWorld.ParentAsync(world);
        await ScheduledWorld.PointParentAsync(world, other.Release.Images.Single(image => image.Region.Value == "us-east-1").Id.Value);

        var adopted = await world.Run().AdoptAndSettleAsync(recipe);
        var next = Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(recipe)).Result;

        Assert.NotEqual(old, other.Release.Images.Single(image => image.Region.Value == "us-east-1").Id.Value);
        Assert.Equal(old, adopted.Inputs.Single(input => input.Name == "parent").Value);
        Assert.Equal(Outcome.Built, next.Outcome);
        Assert.Equal([new ValueChange("parent", old, other.Release.Images.Single(image => image.Region.Value == "us-east-1").Id.Value)], next.Changes);
        Assert.Equal(("1.4.0", "1.4.1"), (adopted.Release.Version, next.Release.Version));
    }

    [Fact]
    public async Task A_wildcard_counts_as_the_version_that_it_meant_when_the_image_was_built()
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = ScheduledWorld.Scheduled() with { Components = [new ComponentUse.Existing("self", "part", "x.x.x", CloudWorld.Here, [])] };
        await MakePartAsync(world, "1.0.0");
        await ScheduledWorld.BeginAsync(world, recipe);
        await MakePartAsync(world, "1.0.1");

        var adopted = await world.Run().AdoptAndSettleAsync(recipe);
        var next = Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(recipe)).Result;

        Assert.Equal("1.0.0", adopted.Inputs.Single(input => input.Name.EndsWith("self/part", StringComparison.Ordinal)).Value);
        Assert.Equal((Outcome.Built, new ValueChange("component self/part", "1.0.0", "1.0.1")), (next.Outcome, Assert.Single(next.Changes)));
    }

    // The other form that GetImage may have: then the version that was the newest when the build began.
    [Fact]
    public async Task A_wildcard_that_AWS_shows_as_it_is_counts_as_the_newest_version_of_that_time()
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = ScheduledWorld.Scheduled() with { Components = [new ComponentUse.Existing("self", "part", "x.x.x", CloudWorld.Here, [])] };
        await MakePartAsync(world, "1.0.0");
        var built = await ScheduledWorld.BeginAsync(world, recipe);
        await MakePartAsync(world, "1.0.1");
        var shown = 0;
        var raw = await world.RawAsync($"/GetImage?imageBuildVersionArn={Uri.EscapeDataString(built)}");
        Assert.Contains(":component/part/1.0.0/1\"", raw, StringComparison.Ordinal);
        var run = world.Run(instead: operation => operation == "GetImage" && shown++ == 0
            ? new HttpResponseMessage { Content = new StringContent(raw.Replace(":component/part/1.0.0/1\"", ":component/part/x.x.x\"", StringComparison.Ordinal), null, "application/json") }
            : null);

        var adopted = await run.AdoptAndSettleAsync(recipe);

        Assert.Equal("1.0.0", adopted.Inputs.Single(input => input.Name.EndsWith("self/part", StringComparison.Ordinal)).Value);
        Assert.Equal(2, shown);
    }

    [Fact]
    public async Task A_changed_recipe_is_refused_with_old_and_new_until_apply_and_then_waits_for_the_next_image()
    {
        await using var world = await CloudWorld.OpenAsync();
        await ScheduledWorld.BeginAsync(world, ScheduledWorld.Scheduled());
        var changed = ScheduledWorld.Scheduled(page: "hallo");
        var run = world.Run();

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => run.AdoptAsync(changed));
        await world.Run().ApplyAsync(changed);
        var waits = await world.Run().AdoptAsync(changed);
        await ScheduledWorld.BuildAsync(world);
        var adopted = await world.Run().AdoptAndSettleAsync(changed);

        var problem = Assert.Single(failure.Diagnostics);
        Assert.Equal((Ending.Refused, ErrorCode.ScheduledImageDiffers, CloudWorld.Here), (failure.Ending, problem.Code, problem.Place));
        Assert.Matches(
            @"^The schedule built 1\.4\.0/1 of 'web' with another content than the recipe's: component images/web/components/page\.yaml changed \(sha256 [0-9a-f]{12}… → sha256 [0-9a-f]{12}…\)\. It was not adopted\.$", problem.Message);
        Assert.Contains("run golden-ami apply", problem.Fix, StringComparison.Ordinal);
        Assert.Empty(run.Calls.Changes);
        Assert.Equal("waits", Assert.Single(waits.Rows).State);
        Assert.EndsWith("image/web-pipeline/1.4.1/1", adopted.Release.ImageArn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipeline_whose_tests_somebody_switched_off_proves_nothing()
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = ScheduledWorld.Scheduled();
        await ScheduledWorld.BeginAsync(world, recipe);
        await world.Run().ByHandAsync(async clients =>
        {
            var there = (await clients.ImageBuilder("us-east-1").GetImagePipelineAsync(new GetImagePipelineRequest { ImagePipelineArn = ScheduledWorld.PipelineArn })).ImagePipeline!;
            return await clients.ImageBuilder("us-east-1").UpdateImagePipelineAsync(new UpdateImagePipelineRequest
            {
                ImagePipelineArn = there.Arn,
                ImageRecipeArn = there.ImageRecipeArn,
                InfrastructureConfigurationArn = there.InfrastructureConfigurationArn,
                DistributionConfigurationArn = there.DistributionConfigurationArn,
                ImageTestsConfiguration = new ImageTestsConfiguration { ImageTestsEnabled = false },
            });
        });
        await ScheduledWorld.BuildAsync(world);

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => world.Run().AdoptAsync(recipe));

        Assert.Contains("tests changed (switched off → run)", failure.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_gate_says_what_left_before_it_was_asked_and_nothing_is_marked_or_moved()
    {
        await using var world = await CloudWorld.OpenAsync(findings: [Openssl]);
        var recipe = Shared(ScheduledWorld.Scheduled(gated: true));
        await ScheduledWorld.BeginAsync(world, recipe);
        var run = world.Run();

        var held = Assert.IsType<BuildEnd.Held>((await run.AdoptAsync(recipe)).End);

        var copy = world.Cloud.Images().Single(image => image.Region == "eu-west-1").AmiId;
        Assert.Equal(ErrorCode.GateFailed, held.Problem.Code);
        Assert.EndsWith($"back: CVE-2026-1 (critical, openssl 3.0.1, fixed in 3.0.2). Its pipeline had already brought it to {copy} in eu-west-1, shared it with 111122223333 in us-east-1.", held.Problem.Message, StringComparison.Ordinal);
        Assert.StartsWith($"to take it back, deregister {copy} (aws ec2 deregister-image, each in its region and account), and end the sharing of ", held.Problem.Fix, StringComparison.Ordinal);
        Assert.Empty(run.Calls.Changes);
        Assert.Equal("CVE-2026-1", Assert.Single(held.Refusal.Verdict.Failing).Vulnerability);
    }

    // Nothing leaves before the gates: neither copies nor shares, until the image is adopted.
    [Fact]
    public async Task A_pipeline_that_stays_at_home_leaves_the_way_out_to_the_adoption()
    {
        await using var world = await CloudWorld.OpenAsync(findings: [Openssl]);
        var recipe = Shared(ScheduledWorld.Scheduled(gated: true));
        recipe = recipe with { Pipeline = recipe.Pipeline! with { StaysHome = true } };
        await ScheduledWorld.BeginAsync(world, recipe);
        var closed = world.Run();
        var held = Assert.IsType<BuildEnd.Held>((await closed.AdoptAsync(recipe)).End);
        var before = world.Cloud.Images().Select(image => image.Region).ToList();
        var run = world.Run();

        var adopted = await run.AdoptAndSettleAsync(recipe with { Gates = new() });

        Assert.EndsWith("Nothing left us-east-1.", held.Problem.Message, StringComparison.Ordinal);
        Assert.Empty(closed.Calls.Changes);
        Assert.Equal(["us-east-1"], before);
        Assert.Single(run.Calls.Seen, "DistributeImage");
        Assert.Equal(["eu-west-1", "us-east-1"], adopted.Release.Images.Select(image => image.Region.Value));
        Assert.Equal(Outcome.Reused, Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(recipe with { Gates = new() })).Result.Outcome);
    }

    [Fact]
    public async Task A_gate_without_a_scan_refuses_and_names_the_pipelines_key()
    {
        await using var world = await CloudWorld.OpenAsync(findings: []);
        var recipe = ScheduledWorld.Scheduled(gated: true);
        await ScheduledWorld.BeginAsync(world, recipe with { Pipeline = recipe.Pipeline! with { Scan = false } });

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => world.Run().AdoptAsync(recipe));

        Assert.Equal((Ending.Refused, ErrorCode.ScanMissing), (failure.Ending, failure.Diagnostics[0].Code));
        Assert.Contains("leave 'pipeline.scan' out or set it to true, run golden-ami apply", failure.Diagnostics[0].Fix, StringComparison.Ordinal);
        Assert.Contains("Its pipeline had already brought it to ami-", failure.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_build_released_since_is_not_taken_back()
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = ScheduledWorld.Scheduled();
        await ScheduledWorld.BeginAsync(world, recipe);
        var built = Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(recipe)).Result;
        var run = world.Run();

        var adoption = await run.AdoptAsync(recipe);

        Assert.Equal(Outcome.Built, built.Outcome);
        Assert.Equal(("older", "1.4.0/1", "1.4.0"), (Assert.Single(adoption.Rows).State, adoption.Rows[0].Old, adoption.Rows[0].New));
        Assert.Empty(run.Calls.Changes);
    }

    // The same content, younger packages: it is the newest image of its fingerprint from then on.
    [Fact]
    public async Task A_younger_image_of_a_content_that_a_build_made_takes_the_builds_place()
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = ScheduledWorld.Scheduled();
        await ScheduledWorld.PointParentAsync(world, "/aws/service/debian/release/12/latest/amd64");
        var built = Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(recipe)).Result;
        await ScheduledWorld.BeginAsync(world, recipe);

        var adopted = await world.Run().AdoptAndSettleAsync(recipe);
        var next = Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(recipe)).Result;

        Assert.Equal((built.Release.Fingerprint, built.Release.Version), (adopted.Release.Fingerprint, adopted.Release.Version));
        Assert.NotEqual(built.Release.ImageArn, adopted.Release.ImageArn);
        Assert.Equal((Outcome.Reused, adopted.Release.ImageArn), (next.Outcome, next.Release.ImageArn));
    }

    [Fact]
    public async Task The_history_knows_what_was_adopted_in_its_place_and_nothing_that_was_not()
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = ScheduledWorld.Scheduled();
        await ScheduledWorld.PointParentAsync(world, "/aws/service/debian/release/12/latest/amd64");
        var first = Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(recipe)).Result;
        var other = ScheduledWorld.Scheduled(page: "hallo");
        await ScheduledWorld.BeginAsync(world, other);
        var adopted = await world.Run().AdoptAndSettleAsync(other);
        var unknown = await ScheduledWorld.BuildAsync(world);

        var history = await world.Run().ByHandAsync(clients => new ReleaseHistory(clients).ReadAsync(other, CancellationToken.None));
        var (to, from) = ReleaseChoice.Rollback(other, history, to: null);

        Assert.Equal([adopted.Release.ImageArn, first.Release.ImageArn], history.Releases.Select(release => release.Arn.Value));
        Assert.Equal((first.Release.ImageArn, adopted.Release.ImageArn, "1.4.1"), (to.Arn.Value, from.Arn.Value, from.Version));
        Assert.Equal(6, history.Lineage.Count);
        Assert.Contains(history.Lineage, image => image.Id.Value == world.Cloud.Images()[^1].AmiId);
        Assert.DoesNotContain(history.Releases, release => release.Arn.Value == unknown);
    }

    [Fact]
    public async Task What_is_not_adopted_is_no_parent_yet()
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = ScheduledWorld.Scheduled();
        await ScheduledWorld.BeginAsync(world, recipe);
        var child = CloudWorld.Web("child") with { Name = CloudWorld.At("child"), Parent = new Parent.Recipe("images/web/golden-ami.yaml", "web", null, CloudWorld.Here) };

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => world.Run().BuildAsync(child));
        await world.Run().AdoptAndSettleAsync(recipe);
        var built = Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(child)).Result;

        Assert.Contains("was built by the recipe's schedule and is not adopted yet", failure.Diagnostics[0].Message, StringComparison.Ordinal);
        Assert.Equal(Outcome.Built, built.Outcome);
    }

    // EC2 would find it by its name like any other AMI.
    [Fact]
    public async Task What_is_not_adopted_is_not_found_as_a_parent_by_its_name_either()
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = ScheduledWorld.Scheduled();
        await ScheduledWorld.BeginAsync(world, recipe);
        var child = CloudWorld.Web("child") with { Name = CloudWorld.At("child"), Parent = new Parent.Find("self", "web *", null, CloudWorld.Here) };
        var home = world.Cloud.Images().Single(image => image.Region == "us-east-1").AmiId;

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => world.Run().BuildAsync(child));
        await world.Run().AdoptAndSettleAsync(recipe);
        await ScheduledWorld.BuildAsync(world);
        var built = Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(child)).Result;

        var problem = Assert.Single(failure.Diagnostics);
        Assert.Equal((Ending.Usage, ErrorCode.ParentNotFound, CloudWorld.Here), (failure.Ending, problem.Code, problem.Place));
        Assert.Equal($"No AMI of the account 'self' in us-east-1 that fits the name 'web *' is released: {home} was built by a recipe's schedule and is not adopted yet.", problem.Message);
        Assert.Contains("golden-ami check --adopt", problem.Fix, StringComparison.Ordinal);
        Assert.Contains(new FingerprintInput("parent", home), built.Inputs); // and not the younger one
    }

    [Fact]
    public async Task Without_a_source_of_its_AMI_nobody_knows_the_parent_and_it_is_refused()
    {
        await using var world = await CloudWorld.OpenAsync();
        var recipe = ScheduledWorld.Scheduled();
        var built = await ScheduledWorld.BeginAsync(world, recipe);
        var home = (await ScheduledWorld.ImageAsync(world.Run(), built)).OutputResources!.Amis!.Single(ami => ami.Region == "us-east-1").Image!;
        await world.Run().ByHandAsync(clients => clients.Ec2("us-east-1").DeregisterImageAsync(new Amazon.EC2.Model.DeregisterImageRequest { ImageId = home }));

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => world.Run().AdoptAsync(recipe));

        Assert.Equal((Ending.Refused, ErrorCode.ScheduledParentUnknown), (failure.Ending, failure.Diagnostics[0].Code));
        Assert.Contains("its image recipe names 'ssm:/golden/base', and EC2 shows no source of its AMI in us-east-1", failure.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recipe_without_a_pipeline_is_refused_before_anything_is_asked()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run();

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => run.AdoptAsync(CloudWorld.Web()));

        Assert.Equal((Ending.Usage, ErrorCode.AdoptWithoutPipeline, CloudWorld.Here), (failure.Ending, failure.Diagnostics[0].Code, failure.Diagnostics[0].Place));
        Assert.Empty(run.Calls.Seen);
    }

    private static Task<CreateComponentResponse> MakePartAsync(CloudWorld world, string version) => world.Run().ByHandAsync(clients => clients.ImageBuilder("us-east-1").CreateComponentAsync(new CreateComponentRequest
    {
        Name = "part",
        SemanticVersion = version,
        Platform = "Linux",
        Data = "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - name: Part\n        action: ExecuteBash\n        inputs:\n          commands:\n            - echo part\n",
        ClientToken = Guid.NewGuid().ToString("D"),
    }));

    private static Recipe WithRegion(Recipe recipe, string region) => recipe with
    {
        Distribution = recipe.Distribution with { Regions = [.. recipe.Distribution.Regions, new DistributionRegion(new(Region.Parse(region), CloudWorld.Here))] },
    };

    private static Recipe Shared(Recipe recipe) => recipe with
    {
        Distribution = recipe.Distribution with
        {
            Regions = [.. recipe.Distribution.Regions.Select(region => region.Region.Value.Value == "us-east-1" ? region with { Share = new ImageShare([AccountId.Parse("111122223333")], [], []) } : region)],
        },
    };
}
