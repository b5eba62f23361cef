namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary><c>sweep --yes</c> of what a cancelled build left: its AMI and that AMI's snapshot, and nothing else.</summary>
internal sealed class SweepScene : Scene
{
    public override string Name => "sweep --yes";

    public override IReadOnlyList<string> Command => ["sweep", "--recipe", "web", "--yes"];

    public override TimeSpan Later => TimeSpan.FromDays(2);

    public override async Task SetAsync(SceneWorld world)
    {
        world.Files.Add("web");
        world.Files.Write("web/test.yaml", RecipeFiles.Document("test", "FailPage"));
        await world.RunAsync(4, "build", "--recipe", "web");
        await world.RunAsync(4, "build", "--recipe", "web");
    }

    // The newest failed build is one that may still be looked at; the older one is left over.
    public override IEnumerable<string> Problems(SceneWorld world) =>
    [
        .. Verdict.Count("AMIs", Verdict.Amis(world.Cloud).Count, 1),
        .. Verdict.Count("disk files", world.Cloud.Files().Count, 1),
        .. Verdict.Count("snapshots with a disk", world.Cloud.State().GetProperty("snapshots").EnumerateArray().Count(snapshot => snapshot.TryGetProperty("file", out var file) && file.GetString() is not null), 1),
    ];
}
