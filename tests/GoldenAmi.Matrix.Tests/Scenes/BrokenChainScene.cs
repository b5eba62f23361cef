namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary>The parent fails its test: the child is not begun, and the run ends with 4.</summary>
internal sealed class BrokenChainScene : Scene
{
    public override string Name => "chain whose parent fails";

    public override int Exit => 4;

    public override IReadOnlyList<string> Command => ["build", "--recipe", "base", "--recipe", "web"];

    public override Task SetAsync(SceneWorld world)
    {
        world.Files.Add("base");
        world.Files.Write("base/test.yaml", RecipeFiles.Document("test", "FailPage"));
        world.Files.Add("web", "{ recipe: ../base }");
        return Task.CompletedTask;
    }

    // Each run that gets as far builds anew, as the test may pass then: no more builds than runs.
    public override IEnumerable<string> Problems(SceneWorld world) =>
        Verdict.Problems(world.Cloud, lost: 2, new Wanted { Builds = 0, Distributions = 0, DistributionConfigurations = 1, Amis = [("us-east-1", 0)] });
}
