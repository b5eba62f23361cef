using GoldenAmi.LocalCloud;
using GoldenAmi.LocalCloud.Findings;

namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary>A scan that is waited for, and more findings than one page holds, none of them grave: the image is released.</summary>
internal sealed class OpenGateScene : Scene
{
    public override string Name => "gate that opens";

    public override IReadOnlyList<Finding> Findings => [.. Enumerable.Range(1, 30).Select(number => new Finding($"CVE-2026-{number}", "LOW", $"package{number}", "1.0"))];

    /// <summary>In real time, as a look costs two milliseconds: some looks.</summary>
    public override CloudPace Pace => new() { Scan = TimeSpan.FromMilliseconds(10) };

    public override Task SetAsync(SceneWorld world)
    {
        world.Files.Add("web", regions: "us-east-1: {}\neu-west-1: {}", more: "gates: { vulnerabilities: { fail: high } }");
        return Task.CompletedTask;
    }

    public override IEnumerable<string> Problems(SceneWorld world) => Verdict.Problems(world.Cloud, world.Lost);
}
