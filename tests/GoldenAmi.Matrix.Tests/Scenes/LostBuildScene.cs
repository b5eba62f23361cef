namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary><c>sweep --yes</c> of a build whose run died before it could say that it is its: the build is cancelled.</summary>
internal sealed class LostBuildScene : Scene
{
    public override string Name => "sweep --yes of a build that runs";

    public override IReadOnlyList<string> Command => ["sweep", "--recipe", "web", "--yes"];

    public override bool OutlivesItsCloud => false;

    public override TimeSpan Later => TimeSpan.FromDays(2);

    public override Task SetAsync(SceneWorld world)
    {
        world.Files.Add("web");
        return Task.CompletedTask;
    }

    public override Task BeginAsync(SceneWorld world)
    {
        world.Cloud.Hangs = true;
        return world.DieAsync(new Point("CreateImage", null, 0), "build", "--recipe", "web");
    }

    public override IEnumerable<string> Problems(SceneWorld world) =>
        Verdict.Problems(world.Cloud, lost: 1, new Wanted { Builds = 0, Distributions = 0, DistributionConfigurations = 1, Amis = [("us-east-1", 0)] });
}
