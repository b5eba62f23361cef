using Amazon.EC2.Model;
using Amazon.Imagebuilder.Model;
using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud.Tests.Fakes;

namespace GoldenAmi.LocalCloud.Tests.State;

public sealed class CrashSpecs
{
    [Fact]
    public async Task A_build_without_its_owner_has_failed_because_its_machine_is_lost()
    {
        await using var cloud = await TestCloud.OpenAsync();
        cloud.Machines.Duration = TimeSpan.FromDays(40);
        var arn = await cloud.StartBuildAsync();
        var half = Path.Combine(cloud.Folder, "images", "eu-west-1", "ami-0123456789abcdef0.qcow2");
        Directory.CreateDirectory(Path.GetDirectoryName(half)!);
        await File.WriteAllTextAsync(half, "half of a disk");

        await cloud.ReopenAsync();

        var state = (await cloud.GetImageAsync(arn)).State!;
        Assert.Equal("FAILED", state.Status!.Value);
        Assert.Contains("machine lost", state.Reason, StringComparison.Ordinal);
        Assert.False(File.Exists(half));
        var workflows = await cloud.Builder.ListWorkflowExecutionsAsync(new ListWorkflowExecutionsRequest { ImageBuildVersionArn = arn });
        Assert.All(workflows.WorkflowExecutions!, each => Assert.Equal("FAILED", each.Status!.Value));
    }

    [Fact]
    public async Task What_was_built_is_there_for_the_next_process()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var (before, _) = await cloud.FollowAsync(await cloud.StartBuildAsync());

        await cloud.ReopenAsync();

        var after = await cloud.GetImageAsync(before.Arn!);
        Assert.Equal("AVAILABLE", after.State!.Status!.Value);
        Assert.Equal("web", after.Tags!["golden-ami:recipe"]);
        Assert.Equal(before.OutputResources!.Amis![0].Image, Assert.Single((await cloud.Ec2.DescribeImagesAsync(new DescribeImagesRequest { Owners = ["self"] })).Images!).ImageId);
        Assert.True(File.Exists(Assert.Single(cloud.Cloud.Images()).File));
    }

    [Fact]
    public async Task A_document_that_was_half_written_when_its_writer_was_killed_is_as_if_not_written()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var component = await cloud.CreateComponentAsync();
        await File.WriteAllTextAsync(Path.Combine(cloud.Folder, "cloud", "cloud.json.new"), "{ \"resources\": [ {");

        await cloud.ReopenAsync();

        Assert.Equal("nginx", (await cloud.Builder.GetComponentAsync(new GetComponentRequest { ComponentBuildVersionArn = component })).Component!.Name);
    }

    [Fact]
    public async Task A_second_process_on_the_folder_is_refused_and_told_who_has_it()
    {
        await using var cloud = await TestCloud.OpenAsync();

        var refusal = await Assert.ThrowsAsync<UserErrorException>(() => Cloud.OpenAsync(TestCloud.Options(cloud.Folder, cloud.Machines, cloud.Time), CancellationToken.None));

        Assert.Equal(ErrorCode.CloudFolderInUse, refusal.Diagnostics[0].Code);
        Assert.Contains($"(id {Environment.ProcessId})", refusal.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_waits_for_the_first_to_end()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var second = Cloud.OpenAsync(TestCloud.Options(cloud.Folder, cloud.Machines, cloud.Time) with { LockPatience = TimeSpan.FromDays(40) }, CancellationToken.None);

        await cloud.Cloud.DisposeAsync();

        await (await second).DisposeAsync();
    }

    [Fact]
    public async Task A_state_that_no_cloud_wrote_is_refused_by_name()
    {
        await using var cloud = await TestCloud.OpenAsync();
        await cloud.Cloud.DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(cloud.Folder, "cloud", "cloud.json"), "no JSON");

        var refusal = await Assert.ThrowsAsync<UserErrorException>(() => Cloud.OpenAsync(TestCloud.Options(cloud.Folder, cloud.Machines, cloud.Time), CancellationToken.None));

        Assert.Equal((ErrorCode.CloudStateUnreadable, Ending.Refused), (refusal.Diagnostics[0].Code, refusal.Ending));
    }
}
