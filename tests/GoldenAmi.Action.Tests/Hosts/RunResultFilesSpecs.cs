using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Reports;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Tests.Hosts;

public sealed class RunResultFilesSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _log = new() { NewLine = "\n" };

    [Fact]
    public void Azure_gets_output_variables_a_summary_page_and_the_failure()
    {
        Finish(new() { ["TF_BUILD"] = "True", ["AGENT_TEMPDIRECTORY"] = _folder.Path },
            Failed("Nothing; [works], 100%."));

        var lines = _log.ToString().Split('\n');
        Assert.Contains("##vso[task.setvariable variable=outcome;isOutput=true;]failed", lines);
        Assert.Contains("##vso[task.setvariable variable=amiIds;isOutput=true;]{}", lines);
        var page = Assert.Single(lines, line => line.StartsWith("##vso[task.uploadsummary]", StringComparison.Ordinal))["##vso[task.uploadsummary]".Length..];
        Assert.Contains("Nothing; [works], 100%.", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.Equal("##vso[task.complete result=Failed;]The run did not come to an image; it ended after 1.0s.", lines[^2]);
    }

    [Fact]
    public void A_cancelled_run_is_cancelled_in_azure_too()
    {
        Finish(new() { ["TF_BUILD"] = "True", ["AGENT_TEMPDIRECTORY"] = _folder.Path }, Failed("x") with { Ending = Ending.Cancelled });

        Assert.Contains("##vso[task.complete result=Canceled;]", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void CodeBuild_gets_a_file_of_shell_assignments_that_no_value_can_leave()
    {
        Finish(new() { ["CODEBUILD_BUILD_ID"] = "images:1" }, Failed("x"), report: "it's; $(touch evil) `x`");

        var file = File.ReadAllText(_folder.At(".golden-ami", "reports", "outputs.env"));
        Assert.Contains("export GOLDEN_AMI_OUTCOME='failed'\n", file, StringComparison.Ordinal);
        Assert.Contains("export GOLDEN_AMI_AMI_IDS='{}'\n", file, StringComparison.Ordinal);
        Assert.Contains("export GOLDEN_AMI_REPORT='it'\\''s; $(touch evil) `x`'\n", file, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_named()
    {
        _folder.Write(".golden-ami", "a file where the folder should be");

        var refused = Assert.Throws<UserErrorException>(() => Finish(new() { ["CODEBUILD_BUILD_ID"] = "images:1" }, Failed("x")));
        Assert.StartsWith($"error {ErrorCode.ResultFileNotWritable}: The file of results '{_folder.At(".golden-ami", "reports", "outputs.env")}' cannot be written", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://github.com/", "acme/images", "https://github.com/acme/images/compare/golden-ami/web%20x?expand=1")]
    [InlineData("https://git.acme.example", "acme/images", "https://git.acme.example/acme/images/compare/golden-ami/web%20x?expand=1")]
    public void Links_lead_to_the_server_that_the_job_runs_on(string server, string repository, string page) =>
        Assert.Equal(page, WebLinks.Of(Context(new() { ["GITHUB_SERVER_URL"] = server, ["GITHUB_REPOSITORY"] = repository })).NewPullRequest("golden-ami/web x"));

    [Fact]
    public void Links_of_azure_repos_lead_to_its_own_page() =>
        Assert.Equal("https://dev.azure.com/acme/p/_git/images/pullrequestcreate?sourceRef=golden-ami%2Fweb",
            WebLinks.Of(Context(new() { ["BUILD_REPOSITORY_PROVIDER"] = "TfsGit", ["BUILD_REPOSITORY_URI"] = "https://acme@dev.azure.com/acme/p/_git/images" })).NewPullRequest("golden-ami/web"));

    [Theory]
    [InlineData("eu-west-1", "https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#ImageDetails:imageId=ami-1")]
    [InlineData("cn-north-1", "https://cn-north-1.console.amazonaws.cn/ec2/home?region=cn-north-1#ImageDetails:imageId=ami-1")]
    [InlineData("us-gov-west-1", "https://us-gov-west-1.console.amazonaws-us-gov.com/ec2/home?region=us-gov-west-1#ImageDetails:imageId=ami-1")]
    public void An_image_links_to_the_console_of_its_partition(string region, string page) => Assert.Equal(page, WebLinks.Image(region, "ami-1"));

    [Theory]
    [InlineData("GITHUB_ACTIONS", "true", "GitHub")]
    [InlineData("TF_BUILD", "True", "AzurePipelines")]
    [InlineData("CODEBUILD_BUILD_ID", "images:1", "CodeBuild")]
    [InlineData("GITHUB_ACTIONS", "false", "None")]
    public void The_ci_system_is_known_by_its_variable(string name, string value, string system) =>
        Assert.Equal(system, CiSystems.Of(Context(new() { [name] = value })).ToString());

    public void Dispose()
    {
        _folder.Dispose();
        _log.Dispose();
    }

    private void Finish(Dictionary<string, string> environment, RunSummary summary, string report = "") =>
        Host.Choose(Context(environment), json: false).Finish(summary, report);

    private static RunSummary Failed(string message) => new()
    {
        Command = "build",
        Outcome = "failed",
        Ending = Ending.Refused,
        Duration = TimeSpan.FromSeconds(1),
        Problems = [new Diagnostic("GA0657", message, null, "mend it.")],
    };

    private ProgramContext Context(Dictionary<string, string> environment) => new()
    {
        Arguments = [],
        Environment = environment,
        Output = _log,
        Error = TextWriter.Null,
        WorkingFolder = _folder.Path,
        ProgramFolder = _folder.Path,
        Time = TimeProvider.System,
    };
}
