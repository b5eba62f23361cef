using GoldenAmi.Builds;
using GoldenAmi.Identifiers;

namespace GoldenAmi.Tests.Builds.Running;

/// <summary>What AWS still knows about an id.</summary>
public sealed class ImageHistorySpecs
{
    [Fact]
    public async Task A_deregistered_image_is_known_by_the_history_in_every_region()
    {
        await using var world = await CloudWorld.OpenAsync();
        var first = await BuildAsync(world, CloudWorld.Web());
        var second = await BuildAsync(world, CloudWorld.Web(page: "hallo"));
        await world.Run().DeregisterAsync(first.Release.Images);
        var run = world.Run();

        var known = await run.LookBackAsync(second, [.. first.Release.Images.Select(image => image.Id)]);

        Assert.Equal(
            first.Release.Images.Select(image => ("web", image.Region.Value, image.Account.Value, "x86_64", image.Id.Value)),
            known.OrderBy(image => image.Region).Select(image => (image.Recipe, image.Region.Value, image.Account.Value, image.Architecture, image.Id.Value)));
        Assert.Equal(["DescribeImages", "DescribeImages", "ListImages", "ListImageBuildVersions", "ListImageBuildVersions"], run.Calls.Seen);
    }

    [Fact]
    public async Task An_image_of_another_recipe_is_known_by_its_tag_and_the_history_is_not_read()
    {
        await using var world = await CloudWorld.OpenAsync();
        var api = await BuildAsync(world, CloudWorld.Web() with { Name = CloudWorld.At("api") });
        var web = await BuildAsync(world, CloudWorld.Web(page: "hallo"));
        var run = world.Run();

        var known = await run.LookBackAsync(web, [.. api.Release.Images.Select(image => image.Id)]);

        Assert.Equal(["api", "api"], known.Select(image => image.Recipe));
        Assert.Equal(["DescribeImages", "DescribeImages"], run.Calls.Seen);
    }

    [Fact]
    public async Task An_id_of_nobody_stays_unknown()
    {
        await using var world = await CloudWorld.OpenAsync();
        var web = await BuildAsync(world, CloudWorld.Web());

        Assert.Empty(await world.Run().LookBackAsync(web, [AmiId.Parse("ami-0123456789abcdef0")]));
    }

    private static async Task<BuildResult> BuildAsync(CloudWorld world, GoldenAmi.Recipes.Recipe recipe) =>
        Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(recipe)).Result;
}
