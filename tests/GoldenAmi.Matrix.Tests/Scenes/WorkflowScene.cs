namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary>A recipe with workflows of its own, of which one is in AWS already and one has an older version there, and user data.</summary>
internal sealed class WorkflowScene : Scene
{
    private const string Launch = "  - { name: Launch, action: LaunchInstance, inputs: { waitFor: ssmAgent } }\n";
    private const string On = "inputs: { instanceId.$: $.stepOutputs.Launch.instanceId } }\n";

    public override string Name => "own workflows and user data";

    public override async Task SetAsync(SceneWorld world)
    {
        world.Files.Add("web", regions: "us-east-1: {}\neu-west-1: {}",
            more: "userData: user-data.sh\nworkflows:\n  - { path: build-workflow.yaml, type: build }\n  - { path: test-workflow.yaml, type: test }");
        world.Files.Write("web/user-data.sh", "#!/bin/sh\necho hello\n");
        world.Files.Write("web/build-workflow.yaml", $"name: build\nschemaVersion: 1.0\nsteps:\n{Launch}  - {{ name: Components, action: ExecuteComponents, {On}  - {{ name: Image, action: CreateImage, {On}  - {{ name: End, action: TerminateInstance, {On}");
        world.Files.Write("web/test-workflow.yaml", $"name: test\nschemaVersion: 1.0\nsteps:\n{Launch}  - {{ name: Components, action: ExecuteComponents, {On}  - {{ name: End, action: TerminateInstance, {On}");
        await world.RunAsync(0, "apply", "--recipe", "web");
        world.Files.Change("web/test-workflow.yaml", "name: test", "name: tests");
    }

    public override IEnumerable<string> Problems(SceneWorld world) => Verdict.Problems(world.Cloud, world.Lost, new Wanted { Workflows = 3, ImageRecipes = 2 });
}
