namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary><c>check --write</c> after a release whose parent and component have newer versions: the lock is whole or as it was.</summary>
internal sealed class CheckScene : Scene
{
    public override string Name => "check --write";

    public override IReadOnlyList<string> Command => ["check", "--recipe", "web", "--write"];

    public override IReadOnlyList<LocalCloud.Findings.Finding> Findings => [new("CVE-2026-1", "LOW", "bash", "5.2")];

    public override async Task SetAsync(SceneWorld world)
    {
        world.Files.Add("base");
        world.Files.Add("web", "{ find: { owner: self, name: \"base *\" } }", more: "gates: { vulnerabilities: { fail: high } }");
        await world.RunAsync(0, "build", "--recipe", "base");
        await world.RunAsync(0, "check", "--recipe", "web", "--write");
        await world.RunAsync(0, "build", "--recipe", "web");
        world.Files.Write("base/build.yaml", RecipeFiles.Document("build", "WritePage", "echo newer"));
        await world.RunAsync(0, "build", "--recipe", "base");
    }

    public override IEnumerable<string> Problems(SceneWorld world)
    {
        var newest = Verdict.Amis(world.Cloud).Where(ami => ami.GetProperty("name").GetString()!.StartsWith("base ", StringComparison.Ordinal)).MaxBy(ami => ami.GetProperty("created").GetDateTimeOffset()).GetProperty("id").GetString()!;
        return world.Files.Read("web/golden-ami.lock").Contains($"ami: {newest}", StringComparison.Ordinal) ? [] : [$"the lock does not name {newest}"];
    }
}
