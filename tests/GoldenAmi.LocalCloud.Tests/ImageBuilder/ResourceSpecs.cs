using Amazon.Imagebuilder;
using Amazon.Imagebuilder.Model;
using GoldenAmi.LocalCloud.Tests.Fakes;

namespace GoldenAmi.LocalCloud.Tests.ImageBuilder;

public sealed class ResourceSpecs
{
    [Fact]
    public async Task A_component_of_the_same_version_is_a_further_build()
    {
        await using var cloud = await TestCloud.OpenAsync();

        var first = await cloud.CreateComponentAsync("My Nginx");
        var second = await cloud.CreateComponentAsync("My Nginx");

        Assert.Equal($"arn:aws:imagebuilder:eu-west-1:{TestCloud.Account}:component/my-nginx/1.0.0/1", first);
        Assert.EndsWith("/1.0.0/2", second, StringComparison.Ordinal);
        Assert.Single((await cloud.Builder.ListComponentsAsync(new ListComponentsRequest())).ComponentVersionList!);
        Assert.Equal(2, (await cloud.Builder.ListComponentBuildVersionsAsync(new ListComponentBuildVersionsRequest { ComponentVersionArn = first[..^2] })).ComponentSummaryList!.Count);
    }

    [Fact]
    public async Task A_reference_with_wildcards_means_the_newest()
    {
        await using var cloud = await TestCloud.OpenAsync();
        foreach (var version in (string[])["1.9.0", "1.10.0", "2.0.0"])
        {
            await cloud.CreateComponentAsync(version: version);
        }

        var found = await cloud.Builder.GetComponentAsync(new GetComponentRequest { ComponentBuildVersionArn = $"arn:aws:imagebuilder:eu-west-1:{TestCloud.Account}:component/nginx/1.x.x" });

        Assert.Equal("1.10.0", found.Component!.Version);
    }

    [Fact]
    public async Task A_component_whose_document_is_not_valid_is_refused_with_its_problems()
    {
        await using var cloud = await TestCloud.OpenAsync();

        var refusal = await Assert.ThrowsAsync<AmazonImagebuilderException>(() => cloud.CreateComponentAsync(document: "schemaVersion: 1.0\nphases: []\n"));

        Assert.Equal("InvalidParameterValueException", refusal.ErrorCode);
        Assert.Contains("data(2,9)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recipe_version_with_x_gets_the_next_patch_and_an_existing_one_is_refused()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var component = await cloud.CreateComponentAsync();

        var versions = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            versions.Add((await cloud.CreateRecipeAsync(components: component)).Split('/')[^1]);
        }

        Assert.Equal(["1.4.0", "1.4.1", "1.4.2"], versions);
        await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => cloud.CreateRecipeAsync(version: "1.4.1", components: component));
        await Assert.ThrowsAsync<InvalidVersionNumberException>(() => cloud.CreateRecipeAsync(version: "x.4.1", components: component));
    }

    [Fact]
    public async Task A_recipe_of_things_that_are_not_there_is_refused()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var unknown = $"arn:aws:imagebuilder:eu-west-1:{TestCloud.Account}:component/none/1.0.0/1";
        var managed = "arn:aws:imagebuilder:eu-west-1:aws:component/chrony-time-configuration-test/x.x.x";

        Assert.Contains(unknown, (await Assert.ThrowsAsync<ResourceNotFoundException>(() => cloud.CreateRecipeAsync(components: unknown))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "simple-boot-test-linux, update-linux",
            (await Assert.ThrowsAsync<ResourceNotFoundException>(() => cloud.CreateRecipeAsync(components: managed))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<AmazonImagebuilderException>(async () => await cloud.Builder.CreateImageRecipeAsync(new CreateImageRecipeRequest
        {
            Name = "web", SemanticVersion = "1.0.0", ParentImage = "ami-0123456789abcdef0", Components = [new() { ComponentArn = await cloud.CreateComponentAsync() }],
        }));
    }

    [Fact]
    public async Task Managed_components_are_there_under_their_names()
    {
        await using var cloud = await TestCloud.OpenAsync();

        var recipe = await cloud.CreateRecipeAsync(components:
        [
            "arn:aws:imagebuilder:eu-west-1:aws:component/update-linux/x.x.x", "arn:aws:imagebuilder:eu-west-1:aws:component/simple-boot-test-linux/1.x.x",
        ]);
        var list = await cloud.Builder.ListComponentsAsync(new ListComponentsRequest { Owner = Ownership.Amazon });

        Assert.NotNull(recipe);
        Assert.Equal([("simple-boot-test-linux", "TEST"), ("update-linux", "BUILD")], list.ComponentVersionList!.Select(each => (each.Name!, each.Type!.Value)));
    }

    [Fact]
    public async Task The_same_token_with_the_same_request_answers_the_same_and_with_another_is_refused()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var request = new CreateComponentRequest
        {
            Name = "nginx", SemanticVersion = "1.0.0", Platform = Platform.Linux, Data = TestCloud.BuildDocument, ClientToken = "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        };

        var first = await cloud.Builder.CreateComponentAsync(request);
        var again = await cloud.Builder.CreateComponentAsync(request);
        request.Description = "another";

        Assert.Equal(first.ComponentBuildVersionArn, again.ComponentBuildVersionArn);
        await Assert.ThrowsAsync<IdempotentParameterMismatchException>(() => cloud.Builder.CreateComponentAsync(request));
        Assert.Single((await cloud.Builder.ListComponentBuildVersionsAsync(new ListComponentBuildVersionsRequest())).ComponentSummaryList!);
    }

    [Fact]
    public async Task Pages_hold_all_once_and_their_tokens_are_good_for_their_query_only()
    {
        await using var cloud = await TestCloud.OpenAsync();
        for (var number = 0; number < 7; number++)
        {
            await cloud.CreateInfrastructureAsync($"small-{number}");
        }

        var names = new List<string?>();
        string? token = null;
        do
        {
            var page = await cloud.Builder.ListInfrastructureConfigurationsAsync(new ListInfrastructureConfigurationsRequest { MaxResults = 3, NextToken = token });
            names.AddRange(page.InfrastructureConfigurationSummaryList!.Select(each => each.Name));
            token = page.NextToken ?? token;
            if (page.NextToken is null)
            {
                break;
            }
        }
        while (true);

        Assert.Equal(Enumerable.Range(0, 7).Select(number => $"small-{number}"), names);
        await Assert.ThrowsAsync<InvalidPaginationTokenException>(() => cloud.Builder.ListDistributionConfigurationsAsync(new ListDistributionConfigurationsRequest { NextToken = token }));
        await Assert.ThrowsAsync<InvalidPaginationTokenException>(() => cloud.Builder.ListInfrastructureConfigurationsAsync(new ListInfrastructureConfigurationsRequest { NextToken = "bm9uZQ==" }));
    }

    [Fact]
    public async Task Filters_pick_and_unknown_ones_are_refused_by_name()
    {
        await using var cloud = await TestCloud.OpenAsync();
        await cloud.CreateComponentAsync("one");
        await cloud.CreateComponentAsync("two");

        var found = await cloud.Builder.ListComponentsAsync(new ListComponentsRequest { Filters = [new() { Name = "name", Values = ["two"] }] });
        var refusal = await Assert.ThrowsAsync<AmazonImagebuilderException>(
            () => cloud.Builder.ListComponentsAsync(new ListComponentsRequest { Filters = [new() { Name = "colour", Values = ["red"] }] }));

        Assert.Equal("two", Assert.Single(found.ComponentVersionList!).Name);
        Assert.Contains("'colour'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_are_added_removed_and_limited()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var arn = await cloud.CreateComponentAsync();

        await cloud.Builder.TagResourceAsync(new TagResourceRequest { ResourceArn = arn, Tags = new() { ["a"] = "1", ["b"] = "2" } });
        await cloud.Builder.UntagResourceAsync(new UntagResourceRequest { ResourceArn = arn, TagKeys = ["a"] });

        var tags = (await cloud.Builder.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = arn })).Tags!;
        Assert.Equal([("b", "2")], tags.Select(tag => (tag.Key, tag.Value)));
        await Assert.ThrowsAsync<InvalidParameterException>(() => cloud.Builder.TagResourceAsync(
            new TagResourceRequest { ResourceArn = arn, Tags = Enumerable.Range(0, 50).ToDictionary(number => $"t{number}", _ => "x") }));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => cloud.Builder.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = arn[..^1] + "9" }));
    }

    [Fact]
    public async Task Accounts_and_regions_do_not_see_each_others_resources()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var arn = await cloud.CreateComponentAsync();
        using var other = cloud.Connect("444455556666");

        Assert.Empty((await other.ImageBuilder("eu-west-1").ListComponentsAsync(new ListComponentsRequest())).ComponentVersionList!);
        Assert.Empty((await cloud.Clients.ImageBuilder("us-east-1").ListComponentsAsync(new ListComponentsRequest())).ComponentVersionList!);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => other.ImageBuilder("eu-west-1").GetComponentAsync(new GetComponentRequest { ComponentBuildVersionArn = arn }));
    }

    [Fact]
    public async Task An_image_that_is_built_upon_is_not_deleted()
    {
        await using var cloud = await TestCloud.OpenAsync();
        var component = await cloud.CreateComponentAsync();
        var (image, _) = await cloud.FollowAsync(await cloud.StartBuildAsync(recipe: await cloud.CreateRecipeAsync(components: component)));
        var other = await cloud.FollowAsync(await cloud.StartBuildAsync(recipe: await cloud.CreateRecipeAsync("other", components: component)));
        await cloud.Builder.CreateImageRecipeAsync(new CreateImageRecipeRequest
        {
            Name = "child", SemanticVersion = "1.0.0", ParentImage = image.Arn, Components = [new() { ComponentArn = component }],
        });

        await Assert.ThrowsAsync<ResourceDependencyException>(() => cloud.Builder.DeleteImageAsync(new DeleteImageRequest { ImageBuildVersionArn = image.Arn }));
        await cloud.Builder.DeleteImageAsync(new DeleteImageRequest { ImageBuildVersionArn = other.Image.Arn });

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => cloud.GetImageAsync(other.Image.Arn!));
        Assert.Equal(2, cloud.Cloud.Images().Count);
    }

    [Fact]
    public async Task What_a_distribution_cannot_do_here_is_refused_by_name()
    {
        await using var cloud = await TestCloud.OpenAsync();

        var refusal = await Assert.ThrowsAsync<InvalidRequestException>(() => cloud.CreateDistributionAsync(
            "quick", new Distribution { Region = "eu-west-1", FastLaunchConfigurations = [new() { Enabled = true }] }));

        Assert.Contains("'fastLaunchConfigurations'", refusal.Message, StringComparison.Ordinal);
    }
}
