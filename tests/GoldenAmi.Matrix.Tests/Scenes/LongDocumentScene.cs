using Amazon.S3.Model;

namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary>A component that is too long for a request and goes through the recipe's bucket.</summary>
internal sealed class LongDocumentScene : Scene
{
    public override string Name => "documents through S3";

    public override async Task SetAsync(SceneWorld world)
    {
        world.Files.Add("web", regions: "us-east-1: {}\neu-west-1: {}");
        world.Files.Change("web/golden-ami.yaml", "  instanceProfile: golden-ami-build", "  instanceProfile: golden-ami-build\n  componentBucket: s3://golden-documents/recipes");
        world.Files.Write("web/build.yaml", RecipeFiles.Document("build", "WritePage") + string.Concat(Enumerable.Repeat("# a long comment\n", 1000)));
        using var clients = world.Connect();
        await clients.S3("us-east-1").PutBucketAsync(new PutBucketRequest { BucketName = "golden-documents" });
    }

    public override IEnumerable<string> Problems(SceneWorld world) =>
        [.. Verdict.Problems(world.Cloud, world.Lost), .. Verdict.Count("objects in the bucket", world.Cloud.State().GetProperty("objects").GetArrayLength(), 1)];
}
