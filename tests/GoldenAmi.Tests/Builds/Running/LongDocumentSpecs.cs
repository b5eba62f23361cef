using System.Text;
using Amazon.Imagebuilder.Model;
using Amazon.S3.Model;
using GoldenAmi.Builds;
using GoldenAmi.Components.Workflows;
using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Builds.Running;

/// <summary>Documents that are too long for a request go through the recipe's bucket.</summary>
public sealed class LongDocumentSpecs
{
    private const string Bucket = "my-bucket";

    [Fact]
    public async Task A_long_component_is_put_into_the_bucket_and_read_from_there()
    {
        await using var world = await CloudWorld.OpenAsync();
        using var clients = world.Run().Connect();
        await clients.S3("us-east-1").PutBucketAsync(new PutBucketRequest { BucketName = Bucket });
        var recipe = Recipe();

        var result = Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(recipe)).Result;

        Assert.Equal(Outcome.Built, result.Outcome);
        var builder = clients.ImageBuilder("us-east-1");
        var account = result.Release.ImageArn.Split(':')[4];
        var component = await builder.GetComponentAsync(new GetComponentRequest { ComponentBuildVersionArn = $"arn:aws:imagebuilder:us-east-1:{account}:component/web-components-page/1.0.0/1" });
        Assert.Equal(Text(recipe), component.Component!.Data);
        var workflow = await builder.GetWorkflowAsync(new GetWorkflowRequest { WorkflowBuildVersionArn = $"arn:aws:imagebuilder:us-east-1:{account}:workflow/test/web-workflows-test/1.0.0/1" });
        Assert.Equal(((WorkflowUse.Document)recipe.Workflows[0]).Text, workflow.Workflow!.Data);
        Assert.Equal(Outcome.Reused, Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(recipe)).Result.Outcome);
    }

    [Theory]
    [InlineData(null, "There is no bucket 'my-bucket'.")]
    [InlineData("eu-west-1", "The bucket 'my-bucket' is in another region than us-east-1, where Image Builder is to read from it.")]
    public async Task A_bucket_that_cannot_be_used_is_told_with_its_place(string? region, string expected)
    {
        await using var world = await CloudWorld.OpenAsync();
        using var clients = world.Run().Connect();
        if (region is not null)
        {
            await clients.S3(region).PutBucketAsync(new PutBucketRequest { BucketName = Bucket });
        }

        await ExpectAsync(world, expected);
    }

    [Fact]
    public async Task A_bucket_of_somebody_else_is_denied()
    {
        await using var world = await CloudWorld.OpenAsync();
        using var clients = world.Run().Connect("999988887777");
        await clients.S3("us-east-1").PutBucketAsync(new PutBucketRequest { BucketName = Bucket });

        await ExpectAsync(world, "s3:PutObject on the bucket 'my-bucket' was denied: Access Denied");
    }

    [Fact]
    public async Task An_object_that_somebody_changed_is_not_used()
    {
        await using var world = await CloudWorld.OpenAsync();
        using var clients = world.Run().Connect();
        var s3 = clients.S3("us-east-1");
        await s3.PutBucketAsync(new PutBucketRequest { BucketName = Bucket });
        var key = $"documents/{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Text(Recipe()))))}.yaml";
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = key, ContentBody = "phases: []", UseChunkEncoding = false });

        await ExpectAsync(world, $"s3://my-bucket/{key} holds another content than its name says: somebody changed it.");
    }

    private static async Task ExpectAsync(CloudWorld world, string expected)
    {
        var failure = await Assert.ThrowsAsync<UserErrorException>(() => world.Run().BuildAsync(Recipe()));

        var problem = Assert.Single(failure.Diagnostics);
        Assert.Equal(("GA0333", expected, CloudWorld.Here, Ending.Refused), (problem.Code, problem.Message, problem.Place, failure.Ending));
    }

    private static string Text(Recipe recipe) => ((ComponentUse.Document)recipe.Components[0]).Text;

    private static Recipe Recipe()
    {
        var recipe = CloudWorld.Web();
        var document = (ComponentUse.Document)recipe.Components[0];
        var filler = string.Concat(Enumerable.Repeat("# nothing but length\n", 1000));
        const string test = """
            name: test
            schemaVersion: 1.0
            steps:
              - { name: Launch, action: LaunchInstance, inputs: { waitFor: ssmAgent } }

            """;
        return recipe with
        {
            Components = [document with { Text = document.Text + filler }],
            Workflows = [new WorkflowUse.Document("images/web/workflows/test.yaml", test + filler, DocumentOptions.None, WorkflowType.Test, CloudWorld.Here)],
            Infrastructure = recipe.Infrastructure with { ComponentBucket = new(new BucketFolder(Bucket, "documents/"), CloudWorld.Here) },
        };
    }
}
