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

    [Fact]
    public async Task A_chain_is_built_parents_first_and_each_upon_the_image_that_its_parent_came_to()
    {
        AddChain();

        var run = await RunAsync("build", "images/*", "--json");

        AssertEnded(Ending.Done, run);
        var ids = Parts(run).ToDictionary(part => part.GetProperty("image").GetString()!, part => part.GetProperty("amiId").GetString()!);
        var plan = await RunAsync("plan", "images/**", "--json", "--exit-code");
        AssertEnded(Ending.Done, plan);
        Assert.All(Parts(plan), part => Assert.Equal("keep", part.GetProperty("plan")[0].GetProperty("operation").GetString()));
        Assert.Equal(["base", "web", "shop"], Parts(run).OrderBy(part => run.Error.IndexOf($"{part.GetProperty("image").GetString()} 1.0.0/1    available", StringComparison.Ordinal)).Select(part => part.GetProperty("image").GetString()));
        Assert.Equal(3, ids.Count);
    }

    [Fact]
    public async Task A_changed_parent_makes_its_children_anew_and_the_plan_says_so_before()
    {
        AddChain();
        AssertEnded(Ending.Done, await RunAsync("build", "images"));
        _repository.Change("images/base/component.yaml", "echo base", "echo BASE");

        var plan = await RunAsync("plan", "images");
        var build = await RunAsync("build", "images", "--json");
        var again = await RunAsync("build", "images", "--json");

        Assert.Contains("its parent 'base' is to be built first", plan.Output, StringComparison.Ordinal);
        Assert.Contains("its parent 'web' is to be built first", plan.Output, StringComparison.Ordinal);
        Assert.Equal([("base", "built"), ("web", "built"), ("shop", "built")], Outcomes(build).OrderBy(pair => pair.Item1!.Length == 3 ? 1 : pair.Item1 == "base" ? 0 : 2));
        Assert.All(Outcomes(again), part => Assert.Equal("reused", part.Item2));
    }

    [Fact]
    public async Task A_failed_parent_skips_what_is_built_upon_it_and_says_so()
    {
        AddChain(brokenBase: true);
        _repository.Add("other");

        var run = await RunAsync(new PlayedDocuments { FailingStep = "Broken" }, "build", "images", "--json");

        AssertEnded(Ending.Refused, run);
        Assert.Equal([("base", "refused"), ("other", "built"), ("shop", "skipped"), ("web", "skipped")], Outcomes(run).Order());
        Assert.Contains("web              skipped: its parent base did not come to an image", run.Error, StringComparison.Ordinal);
        Assert.Contains("shop             skipped: its parent web was skipped", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parent_that_is_not_in_the_childs_region_is_told_at_the_childs_place()
    {
        _repository.Add("base");
        _repository.Add("web", parent: "{ recipe: ../base }");
        _repository.Change("images/web/golden-ami.yaml", "region: us-east-1", "region: eu-west-1");
        _repository.Change("images/web/golden-ami.yaml", "    us-east-1: {}", "    eu-west-1: {}");

        var run = await RunAsync("build", "images");

        AssertEnded(Ending.Usage, run);
        Assert.Contains("images/web/golden-ami.yaml(6,19): error GA0182: The parent 'base' has no image in eu-west-1, where 'web' is built; it is in us-east-1. Fix: add eu-west-1 to the distribution of images/base/golden-ami.yaml.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_alone_is_built_upon_the_parents_newest_released_image()
    {
        AddChain();
        AssertEnded(Ending.Done, await RunAsync("build", "images/base"));

        AssertEnded(Ending.Done, await RunAsync("build", "images/web"));
        AssertEnded(Ending.Done, await RunAsync("build", "images/shop"));
    }

    [Fact]
    public async Task Recipes_in_a_circle_are_refused_with_every_place()
    {
        _repository.Add("web", parent: "{ recipe: ../base }");
        _repository.Add("base", parent: "{ recipe: ../web }");

        var run = await RunAsync("plan", "images");

        AssertEnded(Ending.Usage, run);
        Assert.Contains("images/base/golden-ami.yaml(6,19): error GA0181: These images are built upon each other in a circle: base on web on base.", run.Output, StringComparison.Ordinal);
        Assert.Contains("images/web/golden-ami.yaml(6,19): error GA0181", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variants_are_images_of_the_run_and_their_consumers_move_together_in_one_commit()
    {
        _repository.Add("web", more: "variants:\n  small:\n    components: []\n    tests: [ { path: component.yaml } ]\n");
        _repository.Change("images/web/component.yaml", "name: build", "name: test");
        _repository.Change("images/web/golden-ami.yaml", "components:\n  - path", "tests:\n  - path");

        var run = await RunAsync("build", "images/web", "--json");

        AssertEnded(Ending.Done, run);
        Assert.Equal([("web", "built"), ("web-small", "built")], Outcomes(run));
        var result = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(2, result.GetProperty("images").GetArrayLength());
        Assert.Empty(result.GetProperty("amiIds").EnumerateObject());
    }

    private void AddChain(bool brokenBase = false)
    {
        _repository.Add("base", step: brokenBase ? "Broken" : "Work");
        _repository.Add("web", parent: "{ recipe: ../base }");
        _repository.Add("shop", parent: "{ recipe: ../web }");
    }

    private static IEnumerable<JsonElement> Parts(ProgramRun run) => JsonDocument.Parse(run.Output).RootElement.GetProperty("results").EnumerateArray();

    private static IEnumerable<(string?, string?)> Outcomes(ProgramRun run) => Parts(run).Select(part => (part.GetProperty("image").GetString(), part.GetProperty("outcome").GetString()));

    private Task<ProgramRun> RunAsync(params string[] arguments) => RunAsync(new PlayedDocuments(), arguments);

    private Task<ProgramRun> RunAsync(PlayedDocuments played, params string[] arguments)
    {
        _repository.Commit();
        return ProgramRun.StartAsync(_repository.Root, [.. arguments, "--local"], edges: Edges(played), time: new FastTime());
    }

    private Edges Edges(PlayedDocuments played) => new() { Machines = played.Machines(_machines.Path) };

    private static void AssertEnded(Ending expected, ProgramRun run) => Assert.True(run.Ending == expected, $"ended {run.Ending}: {run.Output}{run.Error}");
}
