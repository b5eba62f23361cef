using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.EC2.Model;
using Amazon.Imagebuilder.Model;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Builds.Running;

/// <summary>Components and parents that another account shares, by name and wildcard.</summary>
public sealed class SharedSpecs
{
    private const string Platform = "210987654321";
    private const string Region = "us-east-1";

    [Fact]
    public async Task A_shared_component_is_found_by_its_owner_and_the_newest_version_that_fits_is_built_with()
    {
        await using var world = await CloudWorld.OpenAsync();
        foreach (var version in new[] { "1.2.0", "1.3.0", "2.0.0" })
        {
            await ShareAsync(world, "Component", await CreateComponentAsync(world, version));
        }

        var end = Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(With("1.x.x"))).Result;

        Assert.Contains(new FingerprintInput($"component 1 {Platform}/agent", "1.3.0"), end.Inputs);
        Assert.Equal(Outcome.Reused, Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(With("1.x.x"))).Result.Outcome);
    }

    [Fact]
    public async Task A_component_that_is_not_shared_with_the_account_is_told_at_its_place()
    {
        await using var world = await CloudWorld.OpenAsync();
        await CreateComponentAsync(world, "1.2.0");

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => world.Run().BuildAsync(With("1.x.x")));

        Assert.Equal((Ending.Usage, ErrorCode.ExistingComponentNotFound, CloudWorld.Here), (failure.Ending, failure.Diagnostics[0].Code, failure.Diagnostics[0].Place));
        Assert.Equal($"There is no component 'agent' of '{Platform}' in us-east-1.", failure.Diagnostics[0].Message);
    }

    [Fact]
    public async Task A_shared_image_is_a_parent_and_its_next_build_makes_the_image_anew()
    {
        await using var world = await CloudWorld.OpenAsync();
        var child = CloudWorld.Web() with { Parent = new Parent.Image(Platform, "base", "x.x.x", CloudWorld.Here) };
        var first = await BuildBaseAsync(world);

        var built = Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(child)).Result;
        var kept = Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(child)).Result;
        var second = await BuildBaseAsync(world);
        var again = Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(child)).Result;

        Assert.Equal([Outcome.Built, Outcome.Reused, Outcome.Built], new[] { built, kept, again }.Select(each => each.Outcome));
        Assert.Contains(again.Changes, change => (change.Name, change.Old, change.New) == ("parent", first, second));
    }

    private static Recipe With(string version) => CloudWorld.Web() with { Components = [new ComponentUse.Existing(Platform, "agent", version, CloudWorld.Here, [])] };

    private static Task<string> CreateComponentAsync(CloudWorld world, string version) => world.Run(account: Platform).ByHandAsync(async clients =>
        (await clients.ImageBuilder(Region).CreateComponentAsync(new CreateComponentRequest
        {
            Name = "agent", SemanticVersion = version, Platform = Amazon.Imagebuilder.Platform.Linux, ClientToken = Guid.NewGuid().ToString(),
            Data = "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - name: Install\n        action: ExecuteBash\n        inputs: { commands: [ \"true\" ] }\n",
        }, CancellationToken.None)).ComponentBuildVersionArn!);

    /// <summary>Another build of the platform team's base, shared with its AMI. Answers the AMI's id.</summary>
    private static async Task<string> BuildBaseAsync(CloudWorld world)
    {
        var recipe = CloudWorld.Web() with { Name = CloudWorld.At("base"), Distribution = CloudWorld.Web().Distribution with { Regions = [new DistributionRegion(CloudWorld.Web().Region)] } };
        var built = Assert.IsType<BuildEnd.Released>(await world.Run(account: Platform).BuildAsync(recipe, ProgramUnderTest.Options() with { Force = true })).Result.Release;
        await ShareAsync(world, "Image", built.ImageArn);
        return await world.Run(account: Platform).ByHandAsync(async clients =>
        {
            var add = new LaunchPermissionModifications { Add = [new LaunchPermission { UserId = "000000000000" }] };
            await clients.Ec2(Region).ModifyImageAttributeAsync(new ModifyImageAttributeRequest { ImageId = built.Images[0].Id.Value, LaunchPermission = add }, CancellationToken.None);
            return built.Images[0].Id.Value;
        });
    }

    /// <summary>PutComponentPolicy, PutImagePolicy: the program never calls them, so it has no client for them.</summary>
    private static async Task ShareAsync(CloudWorld world, string kind, string arn)
    {
        var statement = new JsonObject { ["Effect"] = "Allow", ["Principal"] = new JsonObject { ["AWS"] = "000000000000" }, ["Action"] = $"imagebuilder:Get{kind}", ["Resource"] = arn };
        var policy = new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray(statement) };
        using var http = new HttpMessageInvoker(world.Cloud.Handler, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"https://imagebuilder.{Region}.amazonaws.com/Put{kind}Policy")
        {
            Content = new StringContent(new JsonObject { [kind == "Image" ? "imageArn" : "componentArn"] = arn, ["policy"] = policy.ToJsonString() }.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("AWS4-HMAC-SHA256", $"Credential={Platform}/20261122/{Region}/imagebuilder/aws4_request, SignedHeaders=host, Signature=0");
        using var answer = await http.SendAsync(request, CancellationToken.None);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }
}
