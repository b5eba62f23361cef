namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary>A recipe with a variant: two images that share components.</summary>
internal sealed class VariantScene : Scene
{
    public override string Name => "variants";

    public override IReadOnlyList<string> Command => ["build", "--recipe", "web", "--parallel", "1"];

    public override Task SetAsync(SceneWorld world)
    {
        world.Files.Add("web", more: "variants:\n  small:\n    infrastructure: { instanceTypes: [ m7i.large ] }");
        return Task.CompletedTask;
    }

    public override IEnumerable<string> Problems(SceneWorld world) => Verdict.Problems(
        world.Cloud, world.Lost, new Wanted { Builds = 2, Distributions = 0, ImageRecipes = 2, Infrastructures = 2, Amis = [("us-east-1", 2)] });
}
