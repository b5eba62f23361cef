using System.Security.Cryptography;
using Amazon.EC2.Model;
using Amazon.Imagebuilder;
using Amazon.Imagebuilder.Model;
using Amazon.SimpleSystemsManagement.Model;
using GoldenAmi.LocalCloud.Parents;
using GoldenAmi.LocalCloud.Tests.Fakes;
using GoldenAmi.Machines.Disks;

namespace GoldenAmi.LocalCloud.Tests.Parents;

/// <summary>Images to build upon that the user named disks for, as AWS's clients see them.</summary>
public sealed class NamedParentSpecs : IDisposable
{
    private const string Parameter = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
    private const string Managed = "arn:aws:imagebuilder:eu-west-1:aws:image/amazon-linux-2023-x86";

    private readonly string _folder = Directory.CreateTempSubdirectory("golden-ami-parents-").FullName;

    private string Disk => Path.Combine(_folder, "own.raw");

    public NamedParentSpecs() => File.WriteAllBytes(Disk, TestDisk.Bytes());

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_public_parameter_leads_to_an_ami_of_amazons_in_each_region()
    {
        await using var cloud = await TestCloud.OpenAsync(parents: Parents(Named() with { Parameter = Parameter }));

        var id = await ParameterAsync(cloud);
        var ami = Assert.Single((await cloud.Ec2.DescribeImagesAsync(new DescribeImagesRequest { ImageIds = [id] })).Images!);
        var there = await cloud.Clients.Ssm("us-east-1").GetParameterAsync(new GetParameterRequest { Name = Parameter });
        var below = await cloud.Ssm.GetParametersByPathAsync(new GetParametersByPathRequest { Path = "/aws/service", Recursive = true });

        Assert.Equal(("137112412989", "amazon", "available", "x86_64", true), (ami.OwnerId, ami.ImageOwnerAlias, ami.State!.Value, ami.Architecture!.Value, ami.Public));
        Assert.Equal("aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64", ami.Name);
        Assert.NotEqual(id, there.Parameter!.Value);
        Assert.Equal([Parameter, "/aws/service/debian/release/12/latest/amd64", "/aws/service/debian/release/12/latest/arm64"], below.Parameters!.Select(each => each.Name));
    }

    [Theory]
    [InlineData("amazon")]
    [InlineData("136693071363")]
    public async Task An_ami_is_found_by_owner_and_name(string owner)
    {
        await using var cloud = await TestCloud.OpenAsync(parents: Parents(
            Named() with { Ami = new OwnedName(owner, "base-2026.1-arm64"), Architecture = "arm64" },
            Named() with { Ami = new OwnedName("999999999999", "base-2026.1-other") }));

        var found = await cloud.Ec2.DescribeImagesAsync(new DescribeImagesRequest
        {
            Owners = [owner],
            Filters = [new() { Name = "name", Values = ["base-*"] }, new() { Name = "architecture", Values = ["arm64"] }],
        });

        Assert.Equal(["base-2026.1-arm64"], found.Images!.Select(each => each.Name));
    }

    [Fact]
    public async Task An_image_that_amazon_manages_is_listed_got_by_wildcard_and_built_upon()
    {
        await using var cloud = await TestCloud.OpenAsync(parents: Parents(Named() with { Image = new ManagedName("amazon-linux-2023-x86", "2026.1.5") }));

        var listed = Assert.Single((await cloud.Builder.ListImagesAsync(new ListImagesRequest { Owner = Ownership.Amazon })).ImageVersionList!);
        var builds = (await cloud.Builder.ListImageBuildVersionsAsync(new ListImageBuildVersionsRequest { ImageVersionArn = listed.Arn })).ImageSummaryList!;
        var got = await cloud.GetImageAsync($"{Managed}/x.x.x");
        var own = await cloud.Builder.ListImagesAsync(new ListImagesRequest { Owner = Ownership.Self });
        var (built, _) = await cloud.FollowAsync(await cloud.StartBuildAsync(recipe: await cloud.CreateRecipeUponAsync($"{Managed}/2026.x.x", components: [await cloud.CreateComponentAsync()])));

        Assert.Equal(($"{Managed}/2026.1.5", "Amazon", "AMAZON_MANAGED"), (listed.Arn, listed.Owner, listed.ImageSource!.Value));
        Assert.Equal([$"{Managed}/2026.1.5/1"], builds.Select(each => each.Arn));
        Assert.Equal(("AVAILABLE", builds[0].OutputResources!.Amis![0].Image), (got.State!.Status!.Value, got.OutputResources!.Amis![0].Image));
        Assert.Null(got.ImageRecipe);
        Assert.Empty(own.ImageVersionList ?? []);
        Assert.Equal("AVAILABLE", built.State!.Status!.Value);
        Assert.StartsWith("own disk", cloud.Machines.Runs.First().DiskText, StringComparison.Ordinal);
        Assert.Equal(0, cloud.Machines.BasesMade);
        var ami = (await cloud.Ec2.DescribeImagesAsync(new DescribeImagesRequest { ImageIds = [built.OutputResources!.Amis![0].Image!] })).Images![0];
        Assert.Equal(got.OutputResources.Amis[0].Image, ami.SourceImageId);
    }

    [Fact]
    public async Task Nobody_can_change_an_image_that_amazon_manages()
    {
        await using var cloud = await TestCloud.OpenAsync(parents: Parents(Named() with { Image = new ManagedName("amazon-linux-2023-x86", "2026.1.5") }));

        await Assert.ThrowsAnyAsync<AmazonImagebuilderException>(() => cloud.Builder.DeleteImageAsync(new DeleteImageRequest { ImageBuildVersionArn = $"{Managed}/2026.1.5/1" }));
        Assert.Equal("AVAILABLE", (await cloud.GetImageAsync($"{Managed}/2026.1.5/1")).State!.Status!.Value);
    }

    [Fact]
    public async Task What_is_not_named_is_refused_with_the_way_out()
    {
        await using var cloud = await TestCloud.OpenAsync(parents: Parents(Named() with { Image = new ManagedName("amazon-linux-2023-x86", "2026.1.5") }));
        var component = await cloud.CreateComponentAsync();

        var image = await Assert.ThrowsAnyAsync<AmazonImagebuilderException>(() => cloud.CreateRecipeUponAsync(Managed.Replace("x86", "arm64", StringComparison.Ordinal) + "/x.x.x", components: [component]));
        var got = await Assert.ThrowsAnyAsync<AmazonImagebuilderException>(() => cloud.GetImageAsync($"{Managed}/2025.x.x"));
        var parameter = await Assert.ThrowsAnyAsync<AmazonImagebuilderException>(() => cloud.CreateRecipeUponAsync("ssm:/aws/service/none", components: [component]));
        var read = await Assert.ThrowsAsync<ParameterNotFoundException>(() => cloud.Ssm.GetParameterAsync(new GetParameterRequest { Name = "/aws/service/none" }));

        const string Hint = "Of the images that Amazon manages, LocalCloud in eu-west-1 has amazon-linux-2023-x86/2026.1.5: it has those that local.yaml names a disk for.";
        Assert.Equal("InvalidParameterValueException", image.ErrorCode);
        Assert.EndsWith(Hint, image.Message, StringComparison.Ordinal);
        Assert.Equal(("ResourceNotFoundException", true), (got.ErrorCode, got.Message.EndsWith(Hint, StringComparison.Ordinal)));
        Assert.All([parameter.Message, read.Message], message => Assert.EndsWith("and those that local.yaml names a disk for.", message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_disk_of_ones_own_takes_the_place_of_debians()
    {
        await using var cloud = await TestCloud.OpenAsync(parents: Parents(Named() with { Parameter = TestCloud.DebianParameter["ssm:".Length..] }));

        await cloud.FollowAsync(await cloud.StartBuildAsync());

        Assert.StartsWith("own disk", cloud.Machines.Runs.First().DiskText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_disk_is_the_same_ami_in_the_next_process_and_another_one_is_another()
    {
        var named = Named() with { Parameter = Parameter };
        await using var cloud = await TestCloud.OpenAsync(parents: Parents(named));
        var first = await ParameterAsync(cloud);

        await cloud.ReopenAsync(Parents(named));
        var same = await ParameterAsync(cloud);
        File.WriteAllBytes(Disk, [.. TestDisk.Bytes("other"), 0]);
        await cloud.ReopenAsync(Parents(named));
        var other = await ParameterAsync(cloud);
        await cloud.ReopenAsync();

        Assert.Equal(first, same);
        Assert.NotEqual(first, other);
        await Assert.ThrowsAsync<ParameterNotFoundException>(() => ParameterAsync(cloud));
        Assert.Empty((await cloud.Ec2.DescribeImagesAsync(new DescribeImagesRequest { Owners = ["amazon"] })).Images ?? []);
    }

    [Fact]
    public async Task A_disk_that_changed_since_the_folder_was_opened_is_not_built_upon()
    {
        await using var cloud = await TestCloud.OpenAsync(parents: Parents(Named() with { Parameter = Parameter }));
        File.WriteAllBytes(Disk, [.. TestDisk.Bytes("other"), 0]);

        var (image, _) = await cloud.FollowAsync(await StartUponAsync(cloud));

        Assert.Equal("FAILED", image.State!.Status!.Value);
        Assert.Contains("is another one since the build began, or local.yaml names it no more", image.State.Reason, StringComparison.Ordinal);
        Assert.Empty(cloud.Machines.Runs);
    }

    [Fact]
    public async Task A_disk_with_another_digest_fails_the_build_before_a_machine_starts()
    {
        await using var cloud = await TestCloud.OpenAsync(parents: Parents(
            new NamedParent(new DiskSource.File(Disk, new string('a', 64)), "x86_64") { Parameter = Parameter }));

        var (image, _) = await cloud.FollowAsync(await StartUponAsync(cloud));

        Assert.Equal("FAILED", image.State!.Status!.Value);
        Assert.Contains($"GA0459: The SHA-256 of '{Disk}' is {Convert.ToHexStringLower(SHA256.HashData(TestDisk.Bytes()))}; it must be {new string('a', 64)}.", image.State.Reason, StringComparison.Ordinal);
        Assert.Empty(cloud.Machines.Runs);
    }

    [Fact]
    public async Task A_machine_knows_its_disks_architecture()
    {
        await using var cloud = await TestCloud.OpenAsync(parents: Parents(Named() with { Parameter = Parameter, Architecture = "arm64" }));

        var (image, _) = await cloud.FollowAsync(await StartUponAsync(cloud));

        Assert.All(cloud.Machines.Runs, run => Assert.Equal("arm64", run.Order.Architecture));
        Assert.Equal("AVAILABLE", image.State!.Status!.Value);
    }

    private static async Task<string> ParameterAsync(TestCloud cloud) => (await cloud.Ssm.GetParameterAsync(new GetParameterRequest { Name = Parameter })).Parameter!.Value!;

    private static async Task<string> StartUponAsync(TestCloud cloud) => await cloud.StartBuildAsync(recipe: await cloud.CreateRecipeUponAsync(
        $"ssm:{Parameter}", components: [await cloud.CreateComponentAsync(), await cloud.CreateComponentAsync("check", TestCloud.TestDocument)]));

    private NamedParent Named() => new(new DiskSource.File(Disk, Sha256: null), "x86_64");

    private ParentDisks Parents(params NamedParent[] named) => new(named, new DiskCache(Path.Combine(_folder, "disks"), web: null, TimeProvider.System));
}
