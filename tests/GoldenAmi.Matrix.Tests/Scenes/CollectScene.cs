namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary><c>collect</c> of a build that a run started and did not wait for.</summary>
internal sealed class CollectScene : Scene
{
    public override string Name => "collect";

    public override IReadOnlyList<string> Command => ["collect", "--recipe", "web"];

    public override bool OutlivesItsCloud => false;

    public override Task SetAsync(SceneWorld world)
    {
        world.Files.Add("web", regions: "us-east-1: {}\neu-west-1: {}");
        return Task.CompletedTask;
    }

    public override Task BeginAsync(SceneWorld world) => world.RunAsync(0, "build", "--recipe", "web", "--wait", "false");

    public override IEnumerable<string> Problems(SceneWorld world) => Verdict.Problems(world.Cloud, world.Lost);
}
