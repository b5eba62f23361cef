using System.Text.Json.Nodes;

namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary>A build whose test machine never came: the next run resumes it, and builds nothing anew.</summary>
internal sealed class ResumedTestScene : Scene
{
    public override string Name => "build that is resumed";

    /// <summary>An image whose machine dies while it is resumed has failed again: one run says so, the next begins anew.</summary>
    public override int RunsAfterDeath => 2;

    public override Task SetAsync(SceneWorld world)
    {
        world.Files.Add("web", regions: "us-east-1: {}\neu-west-1: {}");
        world.Cloud.LoseMachines = order => order.Name.StartsWith("test", StringComparison.Ordinal);
        return world.RunAsync(1, "build", "--recipe", "web");
    }

    /// <summary>A machine that is lost is lost while components run; one that never came is lost before.</summary>
    public override string Edit(string state)
    {
        var document = JsonNode.Parse(state)!;
        var failed = document["workflows"]!.AsArray().SelectMany(workflow => workflow!["steps"]!.AsArray()).Single(step => step!["status"]!.GetValue<string>() == "FAILED")!;
        (failed["name"], failed["action"]) = ("LaunchTestInstance", "LaunchInstance");
        document["images"]!.AsArray().Single(image => image!["failure"] is not null)!["failure"]!["failedStep"] = "LaunchTestInstance";
        return document.ToJsonString();
    }

    public override IEnumerable<string> Problems(SceneWorld world) => Verdict.Problems(world.Cloud, world.Lost);
}
