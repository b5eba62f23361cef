using FsCheck;
using FsCheck.Fluent;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Tests.Hosts;

public sealed class AzureReportSpecs : IDisposable
{
    private readonly StringWriter _log = new() { NewLine = "\n" };

    [Fact]
    public void Other_peoples_output_cannot_give_the_agent_a_command()
    {
        using (var report = new AzureReport(_log))
        {
            report.OpenGroup("build: nginx ##vso[task.complete result=Succeeded;]");
            report.Output("##vso[task.setvariable variable=amiId;isOutput=true]ami-evil");
            report.Output("x ##VSO[task.setsecret]a##[error]b");
            report.Output("##\u00ADvso[task.complete result=Succeeded;]");
            report.Output("##vso[task.debug]a ##vso[task.debug]b");
            report.Say("nginx", "installed", TimeSpan.FromSeconds(72));
        }

        Assert.Equal(
            """
            ##[group]build: nginx # #vso[task.complete result=Succeeded;]
              | # #vso[task.setvariable variable=amiId;isOutput=true]ami-evil
              | x # #VSO[task.setsecret]a# #[error]b
              | ## vso[task.complete result=Succeeded;]
              | # #vso[task.debug]a # #vso[task.debug]b
            nginx            installed  1m12s
            ##[endgroup]

            """,
            _log.ToString());
    }

    [Fact]
    public void A_problem_becomes_an_issue_on_its_own_line_outside_every_group()
    {
        using (var report = new AzureReport(_log))
        {
            report.OpenGroup("check");
            report.Problem(new Diagnostic("GA0104", "Region [x;y] is 100% wrong.", new SourcePlace("images/a;b].yaml", 12, 5), "mend it."));
            report.Problem(new Diagnostic("GA0600", "Two\nlines.", null, "mend it.") { Severity = Severity.Warning });
        }

        Assert.Equal(
            """
            ##[group]check
            ##[endgroup]
            ##vso[task.logissue type=error;sourcepath=images/a%3Bb%5D.yaml;linenumber=12;columnnumber=5;code=GA0104;]images/a;b].yaml(12,5): GA0104: Region [x;y] is 100%AZP25 wrong. Fix: mend it.
            ##vso[task.logissue type=warning;code=GA0600;]GA0600: Two%0Alines. Fix: mend it.

            """,
            _log.ToString());
    }

    [Fact]
    public void At_most_ten_issues_of_a_kind_are_written_and_the_last_says_how_many_more()
    {
        using (var report = new AzureReport(_log))
        {
            for (var number = 1; number <= 12; number++)
            {
                report.Problem(new Diagnostic("GA0001", $"problem {number}.", null, "mend it."));
            }
        }

        var lines = _log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(10, lines.Count(line => line.StartsWith("##vso[task.logissue", StringComparison.Ordinal)));
        Assert.Equal("##vso[task.logissue type=error;]and 3 more errors: they are lines of the log.", lines[^1]);
    }

    [Fact]
    public void A_masked_text_is_given_to_the_agent_once_and_never_printed_again()
    {
        using (var report = new AzureReport(_log))
        {
            report.Mask("first-line\nsecond%line");
            report.Mask("first-line");
            report.Output("echo second%line");
        }

        Assert.Equal("##vso[task.setsecret]first-line\n##vso[task.setsecret]second%AZP25line\n  | echo ***\n", _log.ToString());
    }

    [Fact]
    public void The_agent_reads_back_what_was_written() =>
        Prop.ForAll<string, string>((data, value) =>
        {
            var (text, property) = (data ?? "", value ?? "");
            var line = new AzureCommand("task.logissue", text) { Properties = [("type", property), ("code", "x")] }.ToString();
            return !line.Contains('\n', StringComparison.Ordinal) && ReadAsAgent(line) == (text, property);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("ami-id", "amiId")]
    [InlineData("on-cancel", "onCancel")]
    [InlineData("role-session-name", "roleSessionName")]
    [InlineData("wait", "wait")]
    public void Names_are_written_as_azure_writes_them(string name, string taskName) => Assert.Equal(taskName, AzureResults.TaskName(name));

    public void Dispose() => _log.Dispose();

    /// <summary>Command.TryParse of azure-pipelines-agent: the first closing bracket ends the properties, semicolons part them.</summary>
    private static (string Data, string Type) ReadAsAgent(string line)
    {
        var end = line.IndexOf(']', StringComparison.Ordinal);
        var properties = line["##vso[task.logissue".Length..end].Trim().Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return (Unescape(line[(end + 1)..]), Unescape(properties.GetValueOrDefault("type", "")));
    }

    private static string Unescape(string text) => text
        .Replace("%3B", ";", StringComparison.Ordinal).Replace("%5D", "]", StringComparison.Ordinal)
        .Replace("%0D", "\r", StringComparison.Ordinal).Replace("%0A", "\n", StringComparison.Ordinal).Replace("%AZP25", "%", StringComparison.Ordinal);
}
