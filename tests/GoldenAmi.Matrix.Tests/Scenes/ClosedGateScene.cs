using GoldenAmi.LocalCloud.Findings;

namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary>A grave finding: whatever happens, the image stays where it is, shared with nobody, and every run ends with 4.</summary>
internal sealed class ClosedGateScene : Scene
{
    public override string Name => "gate that stays closed";

    public override int Exit => 4;

    public override IReadOnlyList<Finding> Findings => [new("CVE-2026-1", "CRITICAL", "openssl", "3.0.1") { FixedIn = "3.0.2" }];

    public override Task SetAsync(SceneWorld world)
    {
        world.Files.Add("web", regions: "us-east-1: { share: { accounts: [ \"444455556666\" ] } }\neu-west-1: {}", more: "gates: { vulnerabilities: { fail: high } }");
        return Task.CompletedTask;
    }

    public override IEnumerable<string> Problems(SceneWorld world) =>
    [
        .. Verdict.Problems(world.Cloud, world.Lost, new Wanted { Distributions = 0, DistributionConfigurations = 1, Amis = [("eu-west-1", 0), ("us-east-1", 1)] }),
        .. Verdict.Count("shared AMIs", Verdict.Amis(world.Cloud).Count(ami => ami.GetProperty("sharedWith").GetArrayLength() > 0), 0),
    ];
}
