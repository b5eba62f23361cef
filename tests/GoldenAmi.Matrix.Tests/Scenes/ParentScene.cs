namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary>An image upon another that was built before, named in one of the ways there are, with a component that is in AWS already.</summary>
internal sealed class ParentScene(string form, string parent) : Scene
{
    public static IReadOnlyList<Scene> All { get; } =
    [
        new ParentScene("find", "{ find: { owner: self, name: \"base *\" } }"),
        new ParentScene("image", "{ image: self/base@1.x.x }"),
        new ParentScene("recipe", "{ recipe: ../base }"),
    ];

    public override string Name => $"parent by {form}";

    public override Task SetAsync(SceneWorld world)
    {
        world.Files.Add("base");
        world.Files.Add("web", parent, "us-east-1: {}\neu-west-1: {}");
        world.Files.Change("web/golden-ami.yaml", "  - path: build.yaml", "  - path: build.yaml\n  - uses: amazon/update-linux@x.x.x");
        return world.RunAsync(0, "build", "--recipe", "base");
    }

    public override IEnumerable<string> Problems(SceneWorld world) => Verdict.Problems(
        world.Cloud, world.Lost, new Wanted { Builds = 2, Components = 4, ImageRecipes = 2, Infrastructures = 2, DistributionConfigurations = 3, Amis = [("eu-west-1", 1), ("us-east-1", 2)] });
}
