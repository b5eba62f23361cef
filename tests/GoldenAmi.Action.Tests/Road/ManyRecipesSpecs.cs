using System.Text.Json;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Tests.Road;

/// <summary>Several recipes in one run, over the local cloud with played machines.</summary>
public sealed class ManyRecipesSpecs : IDisposable
{
    private readonly ImageRepository _repository = new();
    private readonly TemporaryFolder _machines = new();

    public void Dispose()
    {
        _repository.Dispose();
        _machines.Dispose();
    }

    [Fact]
    public async Task Recipes_that_a_pattern_means_are_built_in_one_run_with_one_summary()
    {
        _repository.Add("web");
        _repository.Add("database");

        var run = await RunAsync("build", "images/**", "--json");

        AssertEnded(Ending.Done, run);
        var result = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("built", result.GetProperty("outcome").GetString());
        Assert.Equal(["database", "web"], result.GetProperty("results").EnumerateArray().Select(part => part.GetProperty("image").GetString()));
        Assert.All(result.GetProperty("results").EnumerateArray(), part => Assert.StartsWith("ami-", part.GetProperty("amiId").GetString(), StringComparison.Ordinal));
        Assert.Equal(2, result.GetProperty("images").GetArrayLength());
        Assert.Empty(result.GetProperty("amiIds").EnumerateObject());
        Assert.False(result.TryGetProperty("amiId", out _));
        Assert.Contains("2 images: 2 built, after", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_fails_leaves_the_others_alone()
    {
        _repository.Add("web");
        _repository.Add("database", step: "Broken");

        var run = await RunAsync(new PlayedDocuments { FailingStep = "Broken" }, "build", "images", "--json");

        AssertEnded(Ending.Refused, run);
        var parts = JsonDocument.Parse(run.Output).RootElement.GetProperty("results").EnumerateArray().Select(part => (part.GetProperty("image").GetString(), part.GetProperty("outcome").GetString()));
        Assert.Equal([("database", "refused"), ("web", "built")], parts);
        Assert.Contains("images/database/component.yaml(", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_of_builds_that_run_at_once_do_not_interleave_and_every_line_begins_with_its_image()
    {
        var names = new[] { "web", "database", "cache", "queue", "proxy" };
        foreach (var name in names)
        {
            _repository.Add(name);
        }

        _repository.Commit();
        var run = await ProgramRun.StartAsync(_repository.Root, ["build", "images/*", "--local", "--parallel", "5"],
            new Dictionary<string, string> { ["GITHUB_ACTIONS"] = "true" }, Edges(new PlayedDocuments()), time: new FastTime());

        AssertEnded(Ending.Done, run);
        string? open = null;
        var groups = 0;
        foreach (var line in run.Output.Split('\n').TakeWhile(line => line.Length > 0))
        {
            if (line.StartsWith("::group::", StringComparison.Ordinal))
            {
                Assert.Null(open);
                open = line["::group::".Length..];
                Assert.Contains(open.Split(' ')[0], names);
                groups++;
            }
            else if (line == "::endgroup::")
            {
                Assert.NotNull(open);
                open = null;
            }
            else if (line.StartsWith("  | ", StringComparison.Ordinal))
            {
                Assert.NotNull(open);
            }
            else if (!line.StartsWith("::", StringComparison.Ordinal))
            {
                Assert.Null(open);
                Assert.Contains(line.Split(' ')[0], names.Append("debian"));
            }
        }

        Assert.Equal(5, groups);
    }

    [Fact]
    public async Task Two_recipes_of_one_name_are_refused_with_both_places()
    {
        _repository.Add("web");
        _repository.Add("other", name: "web");

        var run = await RunAsync("plan", "images");

        AssertEnded(Ending.Usage, run);
        Assert.Contains("images/web/golden-ami.yaml(2,7): error GA0180: The name 'web' is that of images/other/golden-ami.yaml(2,7) too", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_with_changes_ends_with_10_when_that_is_asked_for()
    {
        _repository.Add("web");

        Assert.Equal(10, (await RunAsync("plan", "images", "--exit-code")).ExitCode);
        AssertEnded(Ending.Done, await RunAsync("plan", "images"));
        AssertEnded(Ending.Done, await RunAsync("build", "images"));
        Assert.Equal(0, (await RunAsync("plan", "images", "--exit-code")).ExitCode);
    }

    private Task<ProgramRun> RunAsync(params string[] arguments) => RunAsync(new PlayedDocuments(), arguments);

    private Task<ProgramRun> RunAsync(PlayedDocuments played, params string[] arguments)
    {
        _repository.Commit();
        return ProgramRun.StartAsync(_repository.Root, [.. arguments, "--local"], edges: Edges(played), time: new FastTime());
    }

    private Edges Edges(PlayedDocuments played) => new() { Machines = played.Machines(_machines.Path) };

    private static void AssertEnded(Ending expected, ProgramRun run) => Assert.True(run.Ending == expected, $"ended {run.Ending}: {run.Output}{run.Error}");
}
