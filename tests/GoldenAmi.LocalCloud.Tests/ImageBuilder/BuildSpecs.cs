using Amazon.CloudWatchLogs.Model;
using Amazon.EC2.Model;
using Amazon.Imagebuilder;
using Amazon.Imagebuilder.Model;
using Amazon.SimpleSystemsManagement.Model;
using GoldenAmi.Components.Guest;
using GoldenAmi.LocalCloud.Tests.Fakes;
using GoldenAmi.Machines;

namespace GoldenAmi.LocalCloud.Tests.ImageBuilder;

public sealed class BuildSpecs
{
    private static readonly CloudPace Visible = new()
    {
        Start = TimeSpan.FromSeconds(20), Snapshot = TimeSpan.FromMinutes(1), Copy = TimeSpan.FromMinutes(2), Integrate = TimeSpan.FromSeconds(20),
    };

    [Fact]
    public async Task A_build_goes_through_its_states_in_order_and_ends_with_an_ami()
    {
        await using var cloud = await TestCloud.OpenAsync(Visible);
        var distribution = await cloud.CreateDistributionAsync("both", new Distribution { Region = "eu-west-1" }, new Distribution { Region = "us-east-1" });

        var (image, states) = await cloud.FollowAsync(await cloud.StartBuildAsync(distribution));

        Assert.Equal(["PENDING", "CREATING", "BUILDING", "TESTING", "DISTRIBUTING", "INTEGRATING", "AVAILABLE"], states);
        Assert.Equal($"arn:aws:imagebuilder:eu-west-1:{TestCloud.Account}:image/web-server/1.4.0/1", image.Arn);
        Assert.Equal(["eu-west-1", "us-east-1"], image.OutputResources!.Amis!.Select(ami => ami.Region));
        Assert.All(image.OutputResources.Amis!, ami => Assert.Matches("^ami-[0-9a-f]{17}$", ami.Image));
        Assert.NotEqual(image.OutputResources.Amis![0].Image, image.OutputResources.Amis[1].Image);
    }

    [Fact]
    public async Task The_build_machine_starts_from_the_parents_disk_and_the_test_machine_from_the_images()
    {
        await using var cloud = await TestCloud.OpenAsync();

        await cloud.FollowAsync(await cloud.StartBuildAsync());

        var (build, test) = (cloud.Machines.Runs.First(), cloud.Machines.Runs.Last());
        Assert.Equal(2, cloud.Machines.Runs.Count);
        Assert.Equal((GuestStage.Build, "debian 12", true), (build.Work.Stage, build.DiskText, build.Work.CleanUp));
        Assert.Equal(["build", "validate"], build.Work.Phases);
        Assert.Equal((GuestStage.Test, "debian 12 + build Web Server/1.4.0/1", false), (test.Work.Stage, test.DiskText, test.Work.CleanUp));
        Assert.Equal(["test"], test.Work.Phases);
        Assert.Null(test.Order.ResultDisk);
    }

    [Fact]
    public async Task Copies_in_other_regions_are_files_of_their_own()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var distribution = await cloud.CreateDistributionAsync("both", new Distribution { Region = "eu-west-1" }, new Distribution { Region = "us-east-1" });

        await cloud.FollowAsync(await cloud.StartBuildAsync(distribution));

        var images = cloud.Cloud.Images();
        Assert.Equal(["eu-west-1", "us-east-1"], images.Select(each => each.Region));
        Assert.All(images, each => Assert.Equal(Path.Combine(cloud.Folder, "images", each.Region, each.AmiId + ".qcow2"), each.File));
        Assert.All(images, each => Assert.Equal("debian 12 + build Web Server/1.4.0/1", File.ReadAllText(each.File)));
    }

    [Fact]
    public async Task The_ami_carries_names_tags_and_permissions_of_its_distribution()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var distribution = await cloud.CreateDistributionAsync("named", new Distribution
        {
            Region = "eu-west-1",
            AmiDistributionConfiguration = new AmiDistributionConfiguration
            {
                Name = "web {{ imagebuilder:buildVersion }}",
                AmiTags = new() { ["built"] = "{{ imagebuilder:buildDate:yyyy }}" },
                LaunchPermission = new LaunchPermissionConfiguration { UserIds = ["444455556666"] },
            },
        });

        var (image, _) = await cloud.FollowAsync(await cloud.StartBuildAsync(distribution));

        var ami = Assert.Single((await cloud.Ec2.DescribeImagesAsync(new DescribeImagesRequest { Owners = ["self"] })).Images!);
        Assert.Equal("web 1.4.0/1", ami.Name);
        Assert.Equal(
            [("CreatedBy", "EC2 Image Builder"), ("Ec2ImageBuilderArn", image.Arn), ("built", "2026")],
            ami.Tags!.Select(tag => (tag.Key, tag.Value)));
        using var other = cloud.Connect("444455556666");
        var seen = Assert.Single((await other.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest { ExecutableUsers = ["self"] })).Images!);
        Assert.Equal((ami.ImageId, null), (seen.ImageId, seen.Tags));
    }

    [Fact]
    public async Task What_the_machines_tell_is_in_the_images_log_stream()
    {
        await using var cloud = await TestCloud.OpenAsync();

        await cloud.FollowAsync(await cloud.StartBuildAsync());

        var events = (await cloud.Logs.GetLogEventsAsync(new GetLogEventsRequest { LogGroupName = "/aws/imagebuilder/web-server", LogStreamName = "1.4.0/1", StartFromHead = true })).Events!;
        Assert.Contains("CmdExecution: Stdout: a line of the kernel", events.Select(each => each.Message));
        Assert.Equal(2, events.Count(each => each.Message == "TOE has completed execution successfully"));
    }

    [Fact]
    public async Task The_log_is_read_on_from_where_it_ended()
    {
        await using var cloud = await TestCloud.OpenAsync();
        await cloud.FollowAsync(await cloud.StartBuildAsync());
        var request = new GetLogEventsRequest { LogGroupName = "/aws/imagebuilder/web-server", LogStreamName = "1.4.0/1", StartFromHead = true, Limit = 2 };
        var read = new List<string?>();
        while (true)
        {
            var page = await cloud.Logs.GetLogEventsAsync(request);
            read.AddRange(page.Events!.Select(each => each.Message));
            if (page.NextForwardToken == request.NextToken)
            {
                break;
            }

            request.NextToken = page.NextForwardToken;
        }

        request.NextToken = null;
        request.Limit = null;
        Assert.Equal((await cloud.Logs.GetLogEventsAsync(request)).Events!.Select(each => each.Message), read);
        Assert.True(read.Count > 4);
    }

    [Fact]
    public async Task Workflows_and_their_steps_tell_what_was_done()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var (image, _) = await cloud.FollowAsync(await cloud.StartBuildAsync());

        var workflows = (await cloud.Builder.ListWorkflowExecutionsAsync(new ListWorkflowExecutionsRequest { ImageBuildVersionArn = image.Arn })).WorkflowExecutions!;
        var steps = (await cloud.Builder.ListWorkflowStepExecutionsAsync(new ListWorkflowStepExecutionsRequest { WorkflowExecutionId = workflows[0].WorkflowExecutionId })).Steps!;

        Assert.Equal([("BUILD", "COMPLETED"), ("TEST", "COMPLETED")], workflows.Select(each => (each.Type!.Value, each.Status!.Value)));
        Assert.Equal(
            ["LaunchBuildInstance", "ApplyBuildComponents", "InventoryCollection", "RunSanitizeScript", "CreateImage", "TerminateBuildInstance"],
            steps.Select(step => step.Name));
        Assert.All(steps, step => Assert.Contains(step.Status!.Value, (string[])["COMPLETED", "SKIPPED"]));
    }

    [Fact]
    public async Task A_failed_component_fails_the_image_and_leaves_no_disk()
    {
        await using var cloud = await TestCloud.OpenAsync();
        cloud.Machines.FailingStage = GuestStage.Build;

        var (image, states) = await cloud.FollowAsync(await cloud.StartBuildAsync());

        Assert.Equal("FAILED", states[^1]);
        Assert.Contains($"Document arn:aws:imagebuilder:eu-west-1:{TestCloud.Account}:component/check/1.0.0/1 failed!", image.State!.Reason, StringComparison.Ordinal);
        Assert.EndsWith("in workflow step ApplyBuildComponents", image.State.Reason, StringComparison.Ordinal);
        Assert.Empty(cloud.Cloud.Images());
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(cloud.Folder, "images"), "*", SearchOption.AllDirectories));
        var refused = await Assert.ThrowsAsync<InvalidRequestException>(() => cloud.Builder.RetryImageAsync(new RetryImageRequest { ImageBuildVersionArn = image.Arn }));
        Assert.Contains("FAILED in BUILDING", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_test_keeps_the_ami_and_a_retry_tests_it_again_without_building()
    {
        await using var cloud = await TestCloud.OpenAsync();
        cloud.Machines.FailingStage = GuestStage.Test;
        var (failed, _) = await cloud.FollowAsync(await cloud.StartBuildAsync());
        Assert.Contains("in workflow step ApplyTestComponents", failed.State!.Reason, StringComparison.Ordinal);

        cloud.Machines.FailingStage = null;
        await cloud.Builder.RetryImageAsync(new RetryImageRequest { ImageBuildVersionArn = failed.Arn });
        var (image, _) = await cloud.FollowAsync(failed.Arn!);

        Assert.Equal("AVAILABLE", image.State!.Status!.Value);
        Assert.Equal(failed.OutputResources!.Amis![0].Image, image.OutputResources!.Amis![0].Image);
        Assert.Equal([GuestStage.Build, GuestStage.Test, GuestStage.Test], cloud.Machines.Runs.Select(run => run.Work.Stage));
    }

    [Fact]
    public async Task A_lost_machine_and_one_that_takes_too_long_fail_the_image_for_different_reasons()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var recipe = await cloud.CreateRecipeAsync(components: [await cloud.CreateComponentAsync()]);
        cloud.Machines.End = new MachineEnd.Lost("the kernel panicked");
        var (lost, _) = await cloud.FollowAsync(await cloud.StartBuildAsync(recipe: recipe));
        cloud.Machines.End = new MachineEnd.TimedOut();
        var (late, _) = await cloud.FollowAsync(await cloud.StartBuildAsync(recipe: recipe));

        Assert.Contains("machine lost: the kernel panicked", lost.State!.Reason, StringComparison.Ordinal);
        Assert.Contains("'TimedOut'", late.State!.Reason, StringComparison.Ordinal);
        Assert.Equal((1, 2), (int.Parse(lost.Arn!.Split('/')[^1]), int.Parse(late.Arn!.Split('/')[^1])));
    }

    [Fact]
    public async Task Cancelling_ends_the_build_at_once_and_for_good()
    {
        await using var cloud = await TestCloud.OpenAsync();
        cloud.Machines.Duration = TimeSpan.FromDays(40);
        var arn = await cloud.StartBuildAsync();

        await cloud.Builder.CancelImageCreationAsync(new CancelImageCreationRequest { ImageBuildVersionArn = arn });

        Assert.Equal("CANCELLED", (await cloud.GetImageAsync(arn)).State!.Status!.Value);
        await Assert.ThrowsAsync<InvalidRequestException>(() => cloud.Builder.CancelImageCreationAsync(new CancelImageCreationRequest { ImageBuildVersionArn = arn }));
        Assert.Empty(cloud.Cloud.Images());
    }

    [Fact]
    public async Task Distributing_makes_a_further_build_of_the_image_and_sets_its_parameters()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var (built, _) = await cloud.FollowAsync(await cloud.StartBuildAsync());
        var home = built.OutputResources!.Amis![0].Image!;
        var distribution = await cloud.CreateDistributionAsync(
            "release",
            new Distribution { Region = "eu-west-1" },
            new Distribution { Region = "us-east-1", SsmParameterConfigurations = [new SsmParameterConfiguration { ParameterName = "/golden/web", DataType = "aws:ec2:image" }] });

        var arn = (await cloud.Builder.DistributeImageAsync(new DistributeImageRequest { SourceImage = home, DistributionConfigurationArn = distribution, ExecutionRole = "golden-ami-execution" })).ImageBuildVersionArn!;
        var (image, _) = await cloud.FollowAsync(arn);

        Assert.EndsWith("/web-server/1.4.0/2", arn, StringComparison.Ordinal);
        Assert.Equal("AVAILABLE", image.State!.Status!.Value);
        Assert.Equal(home, image.OutputResources!.Amis![0].Image);
        var parameter = await cloud.Clients.Ssm("us-east-1").GetParameterAsync(new GetParameterRequest { Name = "/golden/web" });
        Assert.Equal(image.OutputResources.Amis[1].Image, parameter.Parameter!.Value);
        Assert.Equal(["web-server/1.4.0/1", "web-server/1.4.0/2"], (await cloud.Builder.ListImageBuildVersionsAsync(new ListImageBuildVersionsRequest())).ImageSummaryList!.Select(each => each.Arn!.Split(":image/")[1]));
        Assert.Single((await cloud.Builder.ListImagesAsync(new ListImagesRequest { Owner = Ownership.Self })).ImageVersionList!);
    }

    [Fact]
    public async Task The_base_disk_is_made_once_and_said_to_be_made()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var recipe = await cloud.CreateRecipeAsync(components: [await cloud.CreateComponentAsync()]);

        await cloud.FollowAsync(await cloud.StartBuildAsync(recipe: recipe));
        await cloud.FollowAsync(await cloud.StartBuildAsync(recipe: recipe));

        Assert.Equal(1, cloud.Machines.BasesMade);
    }
}
