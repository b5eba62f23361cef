using System.Text.Json;
using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Reports;

namespace GoldenAmi.Action.Tests.Faces;

/// <summary>The task of Azure Pipelines and the option table.</summary>
public sealed class TaskMetadataSpecs : IDisposable
{
    /// <summary>Inputs of the handler, which the program never sees.</summary>
    private static readonly string[] HandlersOwn = ["awsConnection", "container"];

    private readonly JsonDocument _task = JsonDocument.Parse(RepositoryFiles.Read("src", "azure-task", "task.json"));

    [Fact]
    public void Every_option_is_an_input_of_the_task_with_the_same_default_and_description()
    {
        var expected = OptionTable.Inputs.Select(option => (
            AzureResults.TaskName(option.Name),
            option.Kind switch { OptionKind.Flag => "boolean", OptionKind.Lines => "multiLine", _ => option.Values.Count > 0 ? "pickList" : "string" },
            option.Default,
            option.Kind == OptionKind.Lines ? $"{option.Description} Several, one per line." : option.Description,
            string.Join(',', option.Values)));

        var found = Inputs().Where(input => !HandlersOwn.Contains(Text(input, "name"))).Select(input => (
            Text(input, "name"), Text(input, "type"), Text(input, "defaultValue"), Text(input, "helpMarkDown"),
            input.TryGetProperty("options", out var options) ? string.Join(',', options.EnumerateObject().Select(each => each.Name)) : ""));

        Assert.Equal(expected, found);
    }

    [Fact]
    public void Every_output_is_a_variable_and_no_other_variable_can_be_set()
    {
        var expected = Outputs.All.Select(output => (AzureResults.TaskName(output.Name), output.Description)).ToList();

        Assert.Equal(expected, _task.RootElement.GetProperty("outputVariables").EnumerateArray().Select(output => (Text(output, "name"), Text(output, "description"))));
        Assert.Equal(expected.Select(output => output.Item1),
            _task.RootElement.GetProperty("restrictions").GetProperty("settableVariables").GetProperty("allowed").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public void It_runs_on_the_two_nodes_that_agents_have() =>
        Assert.Equal(["Node20_1", "Node24"], _task.RootElement.GetProperty("execution").EnumerateObject().Select(handler => handler.Name));

    [Fact]
    public void An_azure_task_and_an_action_read_the_same_inputs()
    {
        using var folder = new TemporaryFolder();
        var context = new ProgramContext
        {
            Arguments = [],
            Environment = new Dictionary<string, string> { ["TF_BUILD"] = "True", ["SYSTEM_DEBUG"] = "true", ["INPUT_ON-CANCEL"] = "detach", ["INPUT_ROLE"] = "arn:aws:iam::111122223333:role/a\narn:aws:iam::444455556666:role/b", ["INPUT_ROLE-SESSION-TAGS"] = "team = images\nenv=prod", ["INPUT_ALLOWED-ACCOUNTS"] = "111122223333\n444455556666" },
            Output = TextWriter.Null,
            Error = TextWriter.Null,
            WorkingFolder = folder.Path,
            ProgramFolder = folder.Path,
            Time = TimeProvider.System,
        };
        var invocation = ActionInputs.Read(context);
        var settings = SettingsReader.Read(invocation);

        Assert.Equal(Builds.OnCancel.Detach, settings.OnCancel);
        Assert.True(settings.Verbose);
        Assert.Equal("arn:aws:iam::111122223333:role/a", settings.Role);
        Assert.Equal(["arn:aws:iam::444455556666:role/b"], settings.ChainedRoles);
        Assert.Equal("env=prod,team=images", string.Join(',', settings.SessionTags.Select(tag => $"{tag.Key}={tag.Value}")));
        Assert.Equal(["111122223333", "444455556666"], settings.AllowedAccounts);
        Assert.Equal("input onCancel", invocation.Form(OptionTable.OnCancel));
    }

    public void Dispose() => _task.Dispose();

    private IEnumerable<JsonElement> Inputs() => _task.RootElement.GetProperty("inputs").EnumerateArray();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
