using Amazon.Imagebuilder.Model;
using GoldenAmi.Builds.Images;
using GoldenAmi.LocalCloud.Findings;
using GoldenAmi.Tests.Builds;

namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary><c>check --adopt</c> of an image that a pipeline built and that stayed at home: its gate opens, and it goes out now, to another account too.</summary>
internal sealed class AdoptScene : Scene
{
    private const string Other = "444455556666";

    /// <summary>Without a schedule: on the matrix's clock its time would come at once.</summary>
    private const string Pipeline = "pipeline: { distribute: home }";

    public override string Name => "check --adopt";

    public override IReadOnlyList<string> Command => ["check", "--recipe", "web", "--adopt"];

    public override IReadOnlyList<Finding> Findings => [new("CVE-2026-1", "LOW", "bash", "5.2")];

    /// <summary>The scan needs its time.</summary>
    public override TimeSpan Later => TimeSpan.FromHours(1);

    public override async Task SetAsync(SceneWorld world)
    {
        var reach = $"copyTo: [ \"{Other}\" ]";
        world.Files.Add("web", regions: $"us-east-1: {{}}\neu-west-1: {{ kmsKey: alias/golden, {reach} }}", more: $"gates: {{ vulnerabilities: {{ fail: high }} }}\n{Pipeline}");
        world.Files.Change("web/golden-ami.yaml", "distribution:\n", "distribution:\n  role: \"arn:aws:iam::{account}:role/golden-ami-publish\"\n");
        await world.RunAsync(0, "apply", "--recipe", "web");
        await BuildAsync(world);
    }

    public override IEnumerable<string> Problems(SceneWorld world)
    {
        var wanted = new Wanted { ImageRecipes = 2, Pipelines = 1, Amis = [("eu-west-1", 2), ("us-east-1", 1)] };
        foreach (var problem in Verdict.Problems(world.Cloud, world.Lost, wanted))
        {
            yield return problem;
        }

        var adopted = world.Cloud.State().GetProperty("images").EnumerateArray().Where(image => image.GetProperty("tags").TryGetProperty(ImageTags.Adopted, out _)).ToList();
        foreach (var problem in Verdict.Count("adopted images", adopted.Count, 1))
        {
            yield return problem;
        }

        if (adopted.Exists(image => image.GetProperty("tags").GetProperty(ImageTags.Release).GetString() != "web/1.4.0"))
        {
            yield return "the adopted image is not released as web 1.4.0";
        }
    }

    /// <summary>The schedule's time has come.</summary>
    private static async Task BuildAsync(SceneWorld world)
    {
        using var clients = world.Connect();
        var (service, time) = (clients.ImageBuilder("us-east-1"), new QuickTime());
        var pipeline = $"arn:aws:imagebuilder:us-east-1:{MatrixWorld.Account}:image-pipeline/golden-ami-web";
        var image = (await service.StartImagePipelineExecutionAsync(new StartImagePipelineExecutionRequest { ImagePipelineArn = pipeline })).ImageBuildVersionArn;
        while ((await service.GetImageAsync(new GetImageRequest { ImageBuildVersionArn = image })).Image!.State!.Status!.Value is not "AVAILABLE")
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time);
        }
    }
}
