namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary><c>apply</c>, from each state in which a pipeline can be: there is none, the recipe changed, it is not marked, the recipe has none any more.</summary>
internal sealed class ApplyScene(string name, int pipelines, Func<SceneWorld, Task> before) : Scene
{
    /// <summary>Without a schedule: on the matrix's clock its time would come at once.</summary>
    private const string Pipeline = "pipeline: { scan: false }";

    public static IReadOnlyList<Scene> All { get; } =
    [
        new ApplyScene("apply that creates a pipeline", 1, _ => Task.CompletedTask),
        new ApplyScene("apply that updates a pipeline", 1, async world =>
        {
            await world.RunAsync(0, "apply", "--recipe", "web");
            world.Files.Change("web/golden-ami.yaml", "scan: false", "scan: true");
        }),
        new ApplyScene("apply that mends a change by hand", 1, async world =>
        {
            await world.RunAsync(0, "apply", "--recipe", "web");
            await ChangeByHandAsync(world);
        }),
        new ApplyScene("apply that deletes a pipeline", 0, async world =>
        {
            await world.RunAsync(0, "apply", "--recipe", "web");
            world.Files.Change("web/golden-ami.yaml", Pipeline, "");
        }),
    ];

    public override string Name => name;

    public override IReadOnlyList<string> Command => ["apply", "--recipe", "web"];

    public override Task SetAsync(SceneWorld world)
    {
        world.Files.Add("web", more: Pipeline);
        return before(world);
    }

    public override IEnumerable<string> Problems(SceneWorld world)
    {
        var wanted = new Wanted { Builds = 0, Distributions = 0, Pipelines = pipelines, DistributionConfigurations = 1, ImageRecipes = 1 + (1 - pipelines), Amis = [("us-east-1", 0)] };
        foreach (var problem in Verdict.Problems(world.Cloud, world.Lost, wanted))
        {
            yield return problem;
        }

        foreach (var pipeline in Verdict.Resources(world.Cloud, "image-pipeline"))
        {
            var (given, tags) = (pipeline.GetProperty("given"), pipeline.GetProperty("tags"));
            var isScanned = given.TryGetProperty("imageScanningConfiguration", out var scan) && scan.GetProperty("imageScanningEnabled").GetBoolean();
            if (isScanned != world.Files.Read("web/golden-ami.yaml").Contains("scan: true", StringComparison.Ordinal))
            {
                yield return $"the pipeline's images are {(isScanned ? "" : "not ")}scanned";
            }

            foreach (var tag in new[] { Builds.Images.ImageTags.Settings, Builds.Images.ImageTags.Content }.Where(tag => !tags.TryGetProperty(tag, out _)))
            {
                yield return $"the pipeline has no tag {tag}";
            }
        }
    }

    private static async Task ChangeByHandAsync(SceneWorld world)
    {
        using var clients = world.Connect();
        var service = clients.ImageBuilder("us-east-1");
        var there = (await service.GetImagePipelineAsync(new() { ImagePipelineArn = $"arn:aws:imagebuilder:us-east-1:{MatrixWorld.Account}:image-pipeline/golden-ami-web" })).ImagePipeline!;
        await service.UpdateImagePipelineAsync(new()
        {
            ImagePipelineArn = there.Arn, ImageRecipeArn = there.ImageRecipeArn, InfrastructureConfigurationArn = there.InfrastructureConfigurationArn,
            DistributionConfigurationArn = there.DistributionConfigurationArn, ImageScanningConfiguration = new() { ImageScanningEnabled = true },
        });
    }
}
