using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace GoldenAmi.Action.Tests.Faces;

/// <summary>The rules that our own workflows and those that people copy keep.</summary>
public partial class WorkflowSpecs
{
    public static TheoryData<string> Own => [.. RepositoryFiles.List(".github/workflows", "*.yml")];

    public static TheoryData<string> Examples => [.. RepositoryFiles.List("examples/workflows", "*.yml").Where(file => !IsOfAnotherSystem(file))];

    public static TheoryData<string> All => [.. RepositoryFiles.List(".github/workflows", "*.yml"), .. RepositoryFiles.List("examples/workflows", "*.yml").Where(file => !IsOfAnotherSystem(file)), "setup/action.yml"];

    [Theory]
    [MemberData(nameof(Own))]
    public void Every_action_is_pinned_by_commit_with_its_version_beside_it(string file)
    {
        var uses = RepositoryFiles.Read(file).Split('\n').Where(line => line.Contains("uses: ", StringComparison.Ordinal) && !line.Contains("uses: ./", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(uses);
        Assert.All(uses, line => Assert.Matches(@"uses: [a-z]+/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line));
    }

    [Theory]
    [MemberData(nameof(Own))]
    public void No_checkout_leaves_its_token_behind(string file)
    {
        var text = RepositoryFiles.Read(file);

        Assert.Equal(Regex.Count(text, "uses: actions/checkout@"), Regex.Count(text, "persist-credentials: false"));
    }

    [Theory]
    [MemberData(nameof(Own))]
    [MemberData(nameof(Examples))]
    public void Every_job_says_its_permissions_and_its_longest_time(string file)
    {
        var root = Load(file);
        var jobs = (YamlMappingNode)root["jobs"];

        Assert.True(root.Children.ContainsKey("permissions"), $"{file} has no permissions");
        Assert.All(jobs.Children, job => Assert.True(((YamlMappingNode)job.Value).Children.ContainsKey("timeout-minutes"), $"{file}: {job.Key} has no timeout-minutes"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_expression_is_pasted_into_a_shell_script(string file) =>
        Assert.All(ScriptsOf(Load(file)), script => Assert.DoesNotContain("${{", script, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Examples))]
    public void No_example_gives_a_fork_secrets(string file) =>
        Assert.DoesNotContain("pull_request_target:", Comment().Replace(RepositoryFiles.Read(file), ""), StringComparison.Ordinal);

    [Fact]
    public void Every_input_that_an_example_gives_is_one_of_the_actions()
    {
        var inputs = ActionMetadata.Read().Inputs.Select(input => input.Name).ToHashSet();
        foreach (var file in RepositoryFiles.List("examples/workflows", "*.yml").Where(file => !IsOfAnotherSystem(file)))
        {
            var given = StepsOf(Load(file))
                .Where(step => step.Children.TryGetValue("uses", out var uses) && uses.ToString().StartsWith("OWNER/golden-ami@", StringComparison.Ordinal) && step.Children.ContainsKey("with"))
                .SelectMany(step => ((YamlMappingNode)step["with"]).Children.Keys.Select(key => key.ToString()));
            Assert.All(given, name => Assert.Contains(name, inputs));
        }
    }

    [Fact]
    public void Every_input_that_an_azure_example_gives_is_one_of_the_tasks()
    {
        using var task = System.Text.Json.JsonDocument.Parse(RepositoryFiles.Read("src", "azure-task", "task.json"));
        var inputs = task.RootElement.GetProperty("inputs").EnumerateArray().Select(input => input.GetProperty("name").GetString()).ToHashSet();
        var files = RepositoryFiles.List("examples/workflows", "azure-pipelines-*.yml");

        Assert.Equal(4, files.Count);
        foreach (var step in files.SelectMany(file => StepsOf(Load(file))).Where(step => step.Children.ContainsKey("task")))
        {
            Assert.Equal("GoldenAmi@0", step["task"].ToString());
            Assert.All(((YamlMappingNode)step["inputs"]).Children.Keys, name => Assert.Contains(name.ToString(), inputs));
        }
    }

    private static bool IsOfAnotherSystem(string file) => Path.GetFileName(file) is var name && (name.StartsWith("azure-pipelines", StringComparison.Ordinal) || name == "buildspec.yml");

    private static YamlMappingNode Load(string file)
    {
        using var reader = new StringReader(RepositoryFiles.Read(file));
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    private static IEnumerable<string> ScriptsOf(YamlMappingNode root) =>
        StepsOf(root).Where(step => step.Children.ContainsKey("run")).Select(step => step["run"].ToString());

    private static IEnumerable<YamlMappingNode> StepsOf(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(entry => entry is { Key: YamlScalarNode { Value: "steps" }, Value: YamlSequenceNode steps }
            ? steps.Children.OfType<YamlMappingNode>()
            : StepsOf(entry.Value)),
        YamlSequenceNode list => list.Children.SelectMany(StepsOf),
        _ => [],
    };

    [GeneratedRegex("#.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
