using Amazon.EC2;
using Amazon.EC2.Model;
using GoldenAmi.LocalCloud.Tests.Fakes;

namespace GoldenAmi.LocalCloud.Tests.Ec2;

public sealed class ConsistencySpecs
{
    [Fact]
    public async Task Reads_do_not_see_a_new_image_at_once_when_the_cloud_is_told_so()
    {
        await using var cloud = await TestCloud.OpenAsync(ec2ReadDelay: TimeSpan.FromMinutes(2));
        var (image, _) = await cloud.FollowAsync(await cloud.StartBuildAsync());
        var built = image.OutputResources!.Amis![0].Image!;
        while (await SeesAsync(cloud, built) is false)
        {
            await Task.Delay(TimeSpan.FromSeconds(30), cloud.Time);
        }

        var copy = (await cloud.Ec2.CopyImageAsync(new CopyImageRequest { Name = "copied", SourceImageId = built, SourceRegion = TestCloud.Home })).ImageId!;
        var seenAtOnce = await SeesAsync(cloud, copy);
        await Task.Delay(TimeSpan.FromMinutes(3), cloud.Time);

        Assert.False(seenAtOnce);
        Assert.True(await SeesAsync(cloud, copy));
    }

    private static async Task<bool> SeesAsync(TestCloud cloud, string id)
    {
        try
        {
            return (await cloud.Ec2.DescribeImagesAsync(new DescribeImagesRequest { ImageIds = [id] })).Images!.Count == 1;
        }
        catch (AmazonEC2Exception missing) when (missing.ErrorCode == "InvalidAMIID.NotFound")
        {
            return false;
        }
    }
}
