using Amazon.EC2;
using Amazon.EC2.Model;
using GoldenAmi.LocalCloud.Tests.Fakes;

namespace GoldenAmi.LocalCloud.Tests.Ec2;

public sealed class AmiSpecs
{
    [Theory]
    [InlineData("ami-0123456789abcdef0", "InvalidAMIID.NotFound")]
    [InlineData("ami-xyz", "InvalidAMIID.Malformed")]
    [InlineData("snap-0123456789abcdef0", "InvalidAMIID.Malformed")]
    public async Task An_id_that_is_not_there_or_none_is_refused(string id, string code)
    {
        await using var cloud = await TestCloud.OpenAsync();

        var refusal = await Assert.ThrowsAsync<AmazonEC2Exception>(() => cloud.Ec2.DescribeImagesAsync(new DescribeImagesRequest { ImageIds = [id] }));

        Assert.Equal(code, refusal.ErrorCode);
    }

    [Fact]
    public async Task Filters_find_by_tags_with_wildcards()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var id = await BuildAsync(cloud);
        await cloud.Ec2.CreateTagsAsync(new CreateTagsRequest { Resources = [id], Tags = [new() { Key = "golden-ami:fingerprint", Value = "abc123" }] });

        Assert.Equal([id], await FindAsync(cloud, "tag:golden-ami:fingerprint", "abc*"));
        Assert.Equal([id], await FindAsync(cloud, "tag-key", "golden-ami:finger?rint"));
        Assert.Empty(await FindAsync(cloud, "tag:golden-ami:fingerprint", "abc"));
        Assert.Empty(await FindAsync(cloud, "tag:golden-ami:fingerprint", @"abc\*"));
    }

    [Fact]
    public async Task A_copy_is_pending_first_and_then_has_a_disk_of_its_own()
    {
        await using var cloud = await TestCloud.OpenAsync(new CloudPace { Copy = TimeSpan.FromMinutes(3) });
        var id = await BuildAsync(cloud);
        var there = cloud.Clients.Ec2("us-east-1");

        var copy = (await there.CopyImageAsync(new CopyImageRequest { Name = "copied", SourceImageId = id, SourceRegion = "eu-west-1" })).ImageId!;
        Assert.Equal("pending", await StateAsync(there, copy));
        while (await StateAsync(there, copy) == "pending")
        {
            await Task.Delay(TimeSpan.FromSeconds(15), cloud.Time);
        }

        Assert.Equal("available", await StateAsync(there, copy));
        Assert.NotEqual(id, copy);
        Assert.Equal(2, cloud.Cloud.Images().Select(image => image.File).Distinct().Count(File.Exists));
        var twice = await Assert.ThrowsAsync<AmazonEC2Exception>(() => there.CopyImageAsync(new CopyImageRequest { Name = "copied", SourceImageId = id, SourceRegion = "eu-west-1" }));
        Assert.Equal("InvalidAMIName.Duplicate", twice.ErrorCode);
    }

    [Fact]
    public async Task A_snapshot_stays_when_its_ami_goes_and_can_be_deleted_then_only()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var id = await BuildAsync(cloud);
        var file = Assert.Single(cloud.Cloud.Images()).File;
        var snapshot = Assert.Single((await cloud.Ec2.DescribeSnapshotsAsync(new DescribeSnapshotsRequest { OwnerIds = ["self"] })).Snapshots!).SnapshotId!;

        var inUse = await Assert.ThrowsAsync<AmazonEC2Exception>(() => cloud.Ec2.DeleteSnapshotAsync(new DeleteSnapshotRequest { SnapshotId = snapshot }));
        await cloud.Ec2.DeregisterImageAsync(new DeregisterImageRequest { ImageId = id });
        Assert.Equal("InvalidSnapshot.InUse", inUse.ErrorCode);
        Assert.True(File.Exists(file));

        await cloud.Ec2.DeleteSnapshotAsync(new DeleteSnapshotRequest { SnapshotId = snapshot });

        Assert.False(File.Exists(file));
        var gone = await Assert.ThrowsAsync<AmazonEC2Exception>(() => cloud.Ec2.DeleteSnapshotAsync(new DeleteSnapshotRequest { SnapshotId = snapshot }));
        Assert.Equal("InvalidSnapshot.NotFound", gone.ErrorCode);
    }

    [Fact]
    public async Task A_dry_run_checks_and_changes_nothing()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var id = await BuildAsync(cloud);

        var answer = await Assert.ThrowsAsync<AmazonEC2Exception>(() => cloud.Ec2.DeregisterImageAsync(new DeregisterImageRequest { ImageId = id, DryRun = true }));

        Assert.Equal("DryRunOperation", answer.ErrorCode);
        Assert.Single((await cloud.Ec2.DescribeImagesAsync(new DescribeImagesRequest { ImageIds = [id] })).Images!);
    }

    [Fact]
    public async Task Tags_are_described_and_deleted_by_value()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var id = await BuildAsync(cloud);
        await cloud.Ec2.CreateTagsAsync(new CreateTagsRequest { Resources = [id], Tags = [new() { Key = "a", Value = "1" }, new() { Key = "b", Value = "2" }] });

        await cloud.Ec2.DeleteTagsAsync(new DeleteTagsRequest { Resources = [id], Tags = [new() { Key = "a", Value = "other" }, new() { Key = "b" }] });

        var tags = await cloud.Ec2.DescribeTagsAsync(new DescribeTagsRequest { Filters = [new() { Name = "resource-id", Values = [id] }] });
        Assert.Equal(["CreatedBy", "Ec2ImageBuilderArn", "a"], tags.Tags!.Select(tag => tag.Key));
    }

    [Fact]
    public async Task Regions_instance_types_and_the_default_network_are_described()
    {
        await using var cloud = await TestCloud.OpenAsync();

        var subnets = (await cloud.Ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest())).Subnets!;
        var groups = (await cloud.Ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest())).SecurityGroups!;
        var wrong = await Assert.ThrowsAsync<AmazonEC2Exception>(() => cloud.Ec2.DescribeInstanceTypesAsync(new DescribeInstanceTypesRequest { InstanceTypes = ["m9z.large"] }));

        Assert.Contains("eu-west-1", (await cloud.Ec2.DescribeRegionsAsync(new DescribeRegionsRequest())).Regions!.Select(region => region.RegionName));
        Assert.Equal(2, subnets.Count);
        Assert.All(subnets, subnet => Assert.Equal(groups[0].VpcId, subnet.VpcId));
        Assert.Equal("InvalidInstanceType", wrong.ErrorCode);
    }

    private static async Task<string> BuildAsync(TestCloud cloud) =>
        (await cloud.FollowAsync(await cloud.StartBuildAsync())).Image.OutputResources!.Amis![0].Image!;

    private static async Task<IEnumerable<string?>> FindAsync(TestCloud cloud, string filter, string value) =>
        (await cloud.Ec2.DescribeImagesAsync(new DescribeImagesRequest { Owners = ["self"], Filters = [new() { Name = filter, Values = [value] }] })).Images!.Select(image => image.ImageId);

    private static async Task<string> StateAsync(IAmazonEC2 ec2, string id) =>
        (await ec2.DescribeImagesAsync(new DescribeImagesRequest { ImageIds = [id] })).Images![0].State!.Value;
}
