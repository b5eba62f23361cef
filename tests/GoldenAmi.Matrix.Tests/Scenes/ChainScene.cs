namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary>A recipe upon another of the same run: the child is built upon the parent's image and no other, also when the run dies between them.</summary>
internal sealed class ChainScene : Scene
{
    public override string Name => "chain of two recipes";

    public override IReadOnlyList<string> Command => ["build", "--recipe", "base", "--recipe", "web"];

    public override Task SetAsync(SceneWorld world)
    {
        world.Files.Add("base");
        world.Files.Add("web", "{ recipe: ../base }", "us-east-1: {}\neu-west-1: {}");
        return Task.CompletedTask;
    }

    public override IEnumerable<string> Problems(SceneWorld world) => Verdict.Problems(
        world.Cloud, world.Lost, new Wanted { Builds = 2, Components = 4, ImageRecipes = 2, Infrastructures = 2, DistributionConfigurations = 3, Amis = [("eu-west-1", 1), ("us-east-1", 2)] });
}
