using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using GoldenAmi.Benchmarks.Bump;

namespace GoldenAmi.Benchmarks.Plan;

/// <summary>A repository of many recipes, and two clouds: in one the teams' platforms alone were built, in the other everything.</summary>
/// <param name="program">The published <c>golden-ami</c>.</param>
internal sealed class PlanWorld(string program, string folder, int recipes, int regions)
{
    private const int PartsAtOnce = 2;
    private const string StateFile = "cloud.json";

    private string Repository => Path.Combine(folder, "repository");

    /// <summary>Writes the recipes if they are not there yet.</summary>
    public void WriteRecipes(int seed)
    {
        if (!Directory.Exists(Repository))
        {
            RecipeRepository.Write(Repository, recipes, regions, seed);
            Git("init", "--quiet", "--initial-branch", "main");
            Git("add", "--all");
            Git("-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.com", "commit", "--quiet", "--message", "Recipes");
        }
    }

    /// <summary>The cloud in which none of the recipes was built, but for the platforms that they build upon.</summary>
    /// <returns>Its state folder.</returns>
    public Task<string> PrepareBareAsync() => PrepareAsync("bare", team => [[RecipeRepository.PlatformOf(team)]]);

    /// <summary>The cloud in which all recipes were built and released.</summary>
    /// <returns>Its state folder.</returns>
    public Task<string> PrepareReleasedAsync() => PrepareAsync("released", team => [[RecipeRepository.PlatformOf(team)], [$"images/{team}/**"]]);

    /// <summary>Runs the program in the repository against a cloud.</summary>
    public Measured Run(CountedCloud cloud, params IReadOnlyList<string> arguments) =>
        Measured.Run(Repository, "/usr/bin/env", ["AWS_ACCESS_KEY_ID=111122223333", "AWS_SECRET_ACCESS_KEY=local", "NO_COLOR=1", program, .. arguments, .. arguments[0] == "validate" ? Array.Empty<string>() : ["--endpoint-url", cloud.Address.AbsoluteUri]]);

    /// <summary>
    /// Builds team by team, each in a cloud of its own, and joins their states: a LocalCloud writes its whole state at every change, and ten thousand AMIs in one would be
    /// written some thirty thousand times.
    /// </summary>
    private async Task<string> PrepareAsync(string name, Func<string, string[][]> builds)
    {
        var (state, parts) = (Path.Combine(folder, name), $"{name}-parts");
        if (Directory.Exists(state))
        {
            return state;
        }

        Console.WriteLine($"building {name}");
        var ground = await GroundAsync(Path.Combine(folder, parts, "ground"));
        var folders = RecipeRepository.Teams(recipes).ToDictionary(team => team, team => Path.Combine(folder, parts, team));
        await Parallel.ForEachAsync(folders, new ParallelOptions { MaxDegreeOfParallelism = PartsAtOnce }, async (part, _) =>
        {
            Directory.CreateDirectory(Path.Combine(part.Value, "cloud"));
            File.Copy(ground, Path.Combine(part.Value, "cloud", StateFile), overwrite: true);
            await using var cloud = await CountedCloud.OpenAsync(part.Value);
            foreach (var wanted in builds(part.Key))
            {
                var run = Run(cloud, ["build", .. wanted, "--parallel", string.Create(CultureInfo.InvariantCulture, $"{RecipeRepository.TeamSize * 2}")]);
                if (!run.Output.Contains("built", StringComparison.Ordinal))
                {
                    throw new InvalidOperationException($"{part.Key} was not built: {run.Output}");
                }
            }

            Directory.Delete(Path.Combine(part.Value, "images"), recursive: true); // planning reads no disk
            Console.WriteLine($"  {part.Key} built");
        });
        Join([.. folders.Values], state);
        Directory.Delete(Path.Combine(folder, parts), recursive: true);
        return state;
    }

    /// <summary>The state file of a cloud that holds the public base images and nothing else: all parts have the same.</summary>
    private async Task<string> GroundAsync(string state)
    {
        await using (var cloud = await CountedCloud.OpenAsync(state))
        {
            Run(cloud, ["plan", $"images/{RecipeRepository.Teams(recipes).First()}/**"]);
        }

        return Path.Combine(state, "cloud", StateFile);
    }

    private static void Join(IReadOnlyList<string> parts, string state)
    {
        var whole = new JsonObject();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            foreach (var (name, records) in JsonNode.Parse(File.ReadAllText(Path.Combine(part, "cloud", StateFile)))!.AsObject())
            {
                if (records is JsonArray some && whole[name] is JsonArray all)
                {
                    foreach (var record in some.Where(record => seen.Add($"{name} {record!.ToJsonString()}")))
                    {
                        all.Add(record!.DeepClone());
                    }
                }
                else
                {
                    whole[name] = records?.DeepClone();
                    seen.UnionWith((records as JsonArray ?? []).Select(record => $"{name} {record!.ToJsonString()}"));
                }
            }
        }

        Directory.CreateDirectory(Path.Combine(state, "cloud"));
        File.WriteAllText(Path.Combine(state, "cloud", StateFile), whole.ToJsonString());
    }

    private void Git(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Repository })!;
        process.WaitForExit();
    }
}
