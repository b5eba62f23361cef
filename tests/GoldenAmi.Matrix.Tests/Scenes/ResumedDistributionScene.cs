namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary>A distribution that fails at its first copy: the run that follows it resumes it.</summary>
internal sealed class ResumedDistributionScene : Scene
{
    public override string Name => "distribution that is resumed";

    /// <summary>An image whose machine dies while it is resumed has failed again: one run says so, the next begins anew.</summary>
    public override int RunsAfterDeath => 2;

    public override Task SetAsync(SceneWorld world)
    {
        world.Files.Add("web", regions: "us-east-1: {}\neu-west-1: {}");
        return Task.CompletedTask;
    }

    /// <summary>A file where the region's disks are to be.</summary>
    private static string Obstacle(SceneWorld world) => Path.Combine(world.Cloud.Folder, "images", "eu-west-1");

    public override Task BeginAsync(SceneWorld world)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Obstacle(world))!);
        return File.WriteAllTextAsync(Obstacle(world), "");
    }

    public override void OnCall(SceneWorld world, Point point)
    {
        if (point.Operation == "RetryImage" && File.Exists(Obstacle(world)))
        {
            File.Delete(Obstacle(world));
        }
    }

    public override IEnumerable<string> Problems(SceneWorld world) => Verdict.Problems(world.Cloud, world.Lost);
}
