using System.Diagnostics;
using GoldenAmi.Matrix.Tests.Forges;

namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary><c>bump</c> at a forge: a newer image was released, and a file of the repository names the older one. Its rows are of the forge's calls (<see cref="ForgeRows"/>).</summary>
internal sealed class PullRequestScene(ForgeOfScene forge) : Scene
{
    public const string Branch = "golden-ami/web";
    private const string Consumer = "prod.tfvars";

    public static IReadOnlyList<PullRequestScene> All { get; } = [new(ForgeOfScene.GitHub), new(ForgeOfScene.Azure)];

    public override string Name => $"pull request on {forge.Name}";

    public ForgeOfScene Forge => forge;

    public override IReadOnlyList<string> Command => ["bump", "--recipe", "web", "--bump", "pull-request"];

    public override IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>(Identity.Variables.Concat(forge.Variables));

    public override async Task SetAsync(SceneWorld world)
    {
        world.Files.Add("web", more: $"references: [ {{ repository: self, paths: [ {Consumer} ] }} ]");
        await world.RunAsync(0, "build", "--recipe", "web", "--bump", "none");
        world.Files.Write(Consumer, $"ami = \"{Verdict.Amis(world.Cloud)[0].GetProperty("id").GetString()}\"\n");
        world.Files.Write("web/build.yaml", RecipeFiles.Document("build", "WritePage", "echo newer"));
        await world.RunAsync(0, "build", "--recipe", "web", "--bump", "none");
        Git(world, "init", "--quiet");
        Git(world, "add", "--all");
        Git(world, "-c", "user.name=Owner", "-c", "user.email=owner@example.com", "commit", "--quiet", "--message", "Start");
    }

    public override Task BeginAsync(SceneWorld world)
    {
        world.Forge = forge.Open();
        Git(world, "push", "--quiet", world.Forge.Folder, "main");
        return Task.CompletedTask;
    }

    public override IEnumerable<string> Problems(SceneWorld world)
    {
        var (there, newest) = (world.Forge!, Verdict.Amis(world.Cloud).MaxBy(ami => ami.GetProperty("created").GetDateTimeOffset()).GetProperty("id").GetString()!);
        var open = there.Pulls.Where(pull => pull.State == "open").ToList();
        if (open.Count != 1)
        {
            return [$"{open.Count} pull requests are open, not 1"];
        }

        return
        [
            .. there.Git("show", $"{Branch}:{Consumer}").Contains(newest, StringComparison.Ordinal) ? Array.Empty<string>() : [$"the branch does not name {newest}"],
            .. Verdict.Count("pull requests", there.Pulls.Count, 1),
            .. Verdict.Count("commits of the branch", there.Ahead("main", Branch), 1),
            .. open[0].Title == "Move web to 1.4.1" ? Array.Empty<string>() : [$"the pull request is called '{open[0].Title}'"],
        ];
    }

    private static void Git(SceneWorld world, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", world.Files.Root, .. arguments]) { RedirectStandardOutput = true })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
