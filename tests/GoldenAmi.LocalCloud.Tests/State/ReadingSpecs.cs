using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud.Tests.Fakes;

namespace GoldenAmi.LocalCloud.Tests.State;

public sealed class ReadingSpecs
{
    [Fact]
    public async Task Images_are_read_while_another_has_the_folder()
    {
        await using var cloud = await TestCloud.OpenAsync();
        await cloud.FollowAsync(await cloud.StartBuildAsync());

        var read = Cloud.ReadImages(Path.Combine(cloud.Folder, "cloud"));

        Assert.Equal(cloud.Cloud.Images(), read);
        Assert.True(File.Exists(Assert.Single(read).File));
    }

    [Fact]
    public async Task Reading_writes_nothing()
    {
        await using var cloud = await TestCloud.OpenAsync();
        await cloud.CreateComponentAsync();
        var half = Path.Combine(cloud.Folder, "cloud", "cloud.json.new");
        await File.WriteAllTextAsync(half, "half of what another process is writing");

        Assert.Empty(Cloud.ReadImages(Path.Combine(cloud.Folder, "cloud")));
        Assert.Empty(Cloud.ReadImages(Path.Combine(cloud.Folder, "none")));

        Assert.True(File.Exists(half));
        Assert.False(Directory.Exists(Path.Combine(cloud.Folder, "none")));
    }

    [Fact]
    public async Task A_state_that_no_cloud_wrote_is_refused_by_name()
    {
        await using var cloud = await TestCloud.OpenAsync();
        await File.WriteAllTextAsync(Path.Combine(cloud.Folder, "cloud", "cloud.json"), "no JSON");

        var refusal = Assert.Throws<UserErrorException>(() => Cloud.ReadImages(Path.Combine(cloud.Folder, "cloud")));

        Assert.Equal(ErrorCode.CloudStateUnreadable, refusal.Diagnostics[0].Code);
    }
}
