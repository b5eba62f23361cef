using GoldenAmi.Action.Tests.Road;

namespace GoldenAmi.Action.Tests.Faces;

/// <summary>The main job through the Action: inputs of action.yml, scripted machines, and everything that the runner takes up.</summary>
public sealed class GitHubRoadSpecs : IDisposable
{
    private readonly ExampleRepository _repository = new();
    private readonly TemporaryFolder _machines = new();

    [Fact]
    public async Task A_build_tells_its_images_in_outputs_summary_and_log()
    {
        // A machine's own time: the run looks at once and then every five seconds, and the chart has the phases that it saw
        using var step = Step(QuickMachines.Make(_machines.Path, before: ct => Task.Delay(TimeSpan.FromSeconds(7), TimeProvider.System, ct)));
        step.Variables["GITHUB_SERVER_URL"] = "https://git.acme.example";
        step.Variables["GITHUB_REPOSITORY"] = "acme/images";
        var run = await step.RunAsync(Local());

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(6, CommandsOf(run.Output).Count(command => command.StartsWith("::group::examples/web/", StringComparison.Ordinal)));
        Check("github-build.end.txt", run.Output[run.Output.IndexOf("\nweb 1.4.0 was built", StringComparison.Ordinal)..]);
        Assert.Matches(@"```mermaid\ngantt\n  dateFormat x\n  axisFormat %H:%M:%S\n(?:  [a-z]+ \(.+\) :\d{13}, \d{13}\n)*  build \(.+\) :\d{13}, \d{13}\n", step.Summary);
        Assert.Multiple(() => Check("github-build.summary.md", step.Summary), () => Check("github-build.outputs.txt", Pairs(step.Outputs)));
        Assert.Equal(["us-east-1", "eu-west-1"], [.. step.Outputs["images"].Split("\"region\":\"").Skip(1).Select(part => part.Split('"')[0]).Distinct().Order().Reverse()]);
    }

    [Fact]
    public async Task The_same_again_is_reused_and_says_what_was_compared()
    {
        using (var first = Step(QuickMachines.Make(_machines.Path)))
        {
            await first.RunAsync(Local());
        }

        using var step = Step(QuickMachines.Make(_machines.Path, before: _ => throw new InvalidOperationException("No machine may start.")));
        var run = await step.RunAsync(Local());

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(("reused", "false"), (step.Outputs["outcome"], step.Outputs["changed"]));
        Check("github-reused.summary.md", step.Summary);
    }

    [Fact]
    public async Task A_failing_test_ends_with_4_and_an_annotation_on_the_components_line()
    {
        using var step = Step(QuickMachines.Make(_machines.Path, failing: FirstTestStep()));
        var run = await step.RunAsync(Local());

        Assert.Equal(4, run.ExitCode);
        Assert.Equal(("failed", ""), (step.Outputs["outcome"], step.Outputs["ami-id"]));
        Assert.Contains(run.Output.Split('\n'), line => line.StartsWith("::error file=examples/web/tests/", StringComparison.Ordinal) && line.Contains(",line=", StringComparison.Ordinal));
        Check("github-failed.summary.md", step.Summary);
        Check("github-failed.junit.xml", _repository.Read(".golden-ami", "reports", "junit.xml"));
    }

    [Fact]
    public async Task Hostile_output_of_a_component_neither_sets_outputs_nor_gives_commands()
    {
        string[] hostile =
        [
            "::set-output name=ami-id::ami-evil", "::add-mask::evil", "##[error]evil", "::stop-commands::evil", "::token1::", "::token2::", "::error::evil",
            "</details>", "| evil | <script>evil</script>",
        ];
        using var step = Step(QuickMachines.Make(_machines.Path, said: string.Join('\n', hostile)));
        var run = await step.RunAsync(Local());

        Assert.Equal("built", step.Outputs["outcome"]);
        Assert.StartsWith("ami-0", step.Outputs["ami-id"], StringComparison.Ordinal);
        Assert.Contains("evil", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(CommandsOf(run.Output), command => command.Contains("evil", StringComparison.Ordinal) || !command.StartsWith("::group::", StringComparison.Ordinal) && command != "::endgroup::");
        Assert.DoesNotContain("<script>", step.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_step_ends_with_130_and_the_outcome_failed()
    {
        using var cancelled = new CancellationTokenSource();
        using var step = Step(QuickMachines.Make(_machines.Path, before: async ct =>
        {
            await cancelled.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        }));
        var run = await step.RunAsync(Local(), cancelled.Token);

        Assert.Equal(130, run.ExitCode);
        Assert.Equal("failed", step.Outputs["outcome"]);
        Assert.Contains("The run was cancelled after", step.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_step_after_a_run_that_ended_says_nothing()
    {
        using var step = new GitHubStep { Root = _repository.Root };
        var run = await step.RunPostAsync(new Dictionary<string, string>());

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task A_recipe_with_mistakes_is_annotated_on_its_own_lines()
    {
        _repository.Change("examples/web/golden-ami.yaml", "region: us-east-1", "region: us-est-1");
        using var step = new GitHubStep { Root = _repository.Root };
        var run = await step.RunAsync(new Dictionary<string, string> { ["command"] = "validate", ["recipe"] = "examples/web" });

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("::error file=examples/web/golden-ami.yaml,line=", run.Output, StringComparison.Ordinal);
        Assert.Contains("us-est-1", run.Output, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _repository.Dispose();
        _machines.Dispose();
    }

    private static Dictionary<string, string> Local() => new() { ["recipe"] = "examples/web", ["local"] = "true" };

    private GitHubStep Step(Machines.IMachines machines) => new() { Root = _repository.Root, Edges = new Edges { Machines = machines } };

    private void Check(string golden, string seen) => GoldenFile.Check(golden, Normalised.Of(seen, _repository.Root));

    private static string Pairs(IReadOnlyDictionary<string, string> pairs) =>
        string.Concat(pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}\n"));

    /// <summary>The lines that the runner obeys: those that begin with a command while commands are not stopped.</summary>
    private static List<string> CommandsOf(string log)
    {
        var commands = new List<string>();
        string? stopped = null;
        foreach (var line in log.Split('\n').Select(line => line.TrimStart()))
        {
            if (stopped is not null)
            {
                stopped = line == $"::{stopped}::" ? null : stopped;
            }
            else if (line.StartsWith("::stop-commands::", StringComparison.Ordinal))
            {
                stopped = line["::stop-commands::".Length..];
            }
            else if (line.StartsWith("::", StringComparison.Ordinal) || line.Contains("##[", StringComparison.Ordinal))
            {
                commands.Add(line);
            }
        }

        Assert.Null(stopped);
        return commands;
    }

    /// <summary>The name of the first step of the example's first test document.</summary>
    private string FirstTestStep()
    {
        var file = Directory.EnumerateFiles(_repository.At("examples", "web", "tests")).Order(StringComparer.Ordinal).First();
        return File.ReadLines(file).Select(line => line.Trim()).Where(line => line.StartsWith("- name:", StringComparison.Ordinal)).Select(line => line["- name:".Length..].Trim()).ElementAt(1);
    }
}
