using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Reports;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Tests.Faces;

public class ActionMetadataSpecs
{
    [Fact]
    public void Every_option_is_an_input_with_the_same_default_and_description()
    {
        var expected = OptionTable.Inputs.Select(option => new MetadataInput(option.Name,
            option.Kind == OptionKind.Lines ? $"{option.Description} Several, one per line." : option.Description, option.ActionDefault ?? option.Default));

        Assert.Equal(expected, ActionMetadata.Read().Inputs);
    }

    [Fact]
    public void Every_output_is_documented() => Assert.Equal(Outputs.All, ActionMetadata.Read().Outputs);

    [Fact]
    public void It_is_a_container_action_with_a_post_step_that_the_container_has()
    {
        var metadata = ActionMetadata.Read();

        Assert.Equal(["name", "description", "author", "branding", "inputs", "outputs", "runs"], metadata.TopKeys);
        Assert.Equal("docker", metadata.Runs["using"]);
        Assert.Equal("Dockerfile", metadata.Runs["image"]);
        Assert.False(metadata.Runs.ContainsKey("entrypoint"), "The container's own entry point is in exec form; one of the action would take its place.");
        Assert.Contains($"\"$root{metadata.Runs["post-entrypoint"]}\"", RepositoryFiles.Read("src", "container", "collect-files"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_defaults_of_every_input_are_accepted_together()
    {
        using var step = new GitHubStep();
        var run = await step.RunAsync(new Dictionary<string, string>());

        Assert.DoesNotContain(ErrorCode.UnknownInput, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(ErrorCode.OptionNotObeyed, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(ErrorCode.WrongOptionValue, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_mistake_in_the_inputs_becomes_an_annotation_and_the_step_fails_with_2()
    {
        using var step = new GitHubStep();
        var run = await step.RunAsync(new Dictionary<string, string> { ["command"] = "validate", ["on cancel"] = "x", ["recipee"] = "a", ["timeout"] = "3h" });

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            """
            ::error title=GA0603::GA0603: There is no input 'on_cancel'. Fix: did you mean 'on-cancel'?
            ::error title=GA0603::GA0603: There is no input 'recipee'. Fix: did you mean 'recipe'?
            ::error title=GA0604::GA0604: The command 'validate' does not obey the input timeout. Fix: leave it out; validate obeys recipe, json.

            """,
            run.Output);
        Assert.Empty(step.Outputs);
        Assert.Empty(step.Summary);
    }

    [Fact]
    public void The_post_step_obeys_the_same_inputs_and_passes_over_those_of_the_main_step()
    {
        using var folder = new TemporaryFolder();
        var invocation = ActionInputs.ReadPost(Context(folder, new Dictionary<string, string>
        {
            ["INPUT_COMMAND"] = "build",
            ["INPUT_RECIPE"] = "images/web",
            ["INPUT_TIMEOUT"] = "3h",
            ["INPUT_ROLE"] = "arn:aws:iam::111122223333:role/golden",
        }));

        Assert.Equal(CommandTable.Post, invocation.Command.Name);
        Assert.Equal([new KeyValuePair<string, string>("role", "arn:aws:iam::111122223333:role/golden")], invocation.Given);
    }

    [Fact]
    public void What_the_main_step_leaves_is_what_the_post_step_finds()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("state", "");
        var files = new GitHubFiles(Context(folder, new Dictionary<string, string> { ["GITHUB_STATE"] = file }));
        new RunState("arn:aws:imagebuilder:eu-west-1:111122223333:image/web/1.4.0/1", "eu-west-1", RunDecision.Detach).Write(files);
        var written = new RunState("arn:aws:imagebuilder:eu-west-1:111122223333:image/web/1.4.0/1", "eu-west-1", RunDecision.Cancel);
        written.Write(files);

        Assert.Equal([written], RunState.ReadAll(new GitHubFiles(Context(folder, GitHubStep.ReadPairs(File.ReadAllText(file)).ToDictionary(pair => $"STATE_{pair.Key}", pair => pair.Value)))));
        Assert.Empty(RunState.ReadAll(new GitHubFiles(Context(folder, new Dictionary<string, string>()))));
    }

    private static ProgramContext Context(TemporaryFolder folder, Dictionary<string, string> environment) => new()
    {
        Arguments = [],
        Environment = environment,
        Output = TextWriter.Null,
        Error = TextWriter.Null,
        WorkingFolder = folder.Path,
        ProgramFolder = folder.Path,
        Time = TimeProvider.System,
    };
}
