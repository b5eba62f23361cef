using System.Net;
using System.Xml.Linq;
using GoldenAmi.Action.Tests.Road;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Tests.Faces;

/// <summary>The main job in Azure Pipelines and CodeBuild, and as a role that STS does not let in.</summary>
public sealed class OtherRoadsSpecs : IDisposable
{
    private readonly ExampleRepository _repository = new();
    private readonly TemporaryFolder _machines = new();

    [Fact]
    public async Task Azure_gets_variables_test_results_and_a_summary_and_no_command_of_a_component()
    {
        var run = await ProgramRun.StartAsync(_repository.Root, [],
            new Dictionary<string, string>
            {
                ["TF_BUILD"] = "True",
                ["AGENT_TEMPDIRECTORY"] = _machines.Path,
                ["INPUT_RECIPE"] = "examples/web",
                ["INPUT_LOCAL"] = "true",
                ["INPUT_BUMP"] = "none",
            },
            new Edges { Machines = QuickMachines.Make(_machines.Path, said: "##vso[task.setvariable variable=amiId;isOutput=true]evil\n##VSO[task.complete result=Failed;]evil\n##[error]evil") });

        Assert.Equal(0, run.ExitCode);
        var commands = run.Output.Split('\n').Where(line => line.Contains("##vso[", StringComparison.OrdinalIgnoreCase) || line.Contains("##[", StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(commands, command => command.Contains("evil", StringComparison.Ordinal));
        Assert.Contains(commands, command => command.StartsWith("##vso[task.setvariable variable=amiId;isOutput=true;]ami-0", StringComparison.Ordinal));
        Assert.Contains(commands, command => command.StartsWith("##[group]examples/web/tests/page.yaml test PageAnswers", StringComparison.Ordinal));
        var published = Assert.Single(commands, command => command.StartsWith("##vso[results.publish type=JUnit;", StringComparison.Ordinal));
        Assert.Contains($"resultFiles={Path.Combine(_repository.Root, ".golden-ami", "reports", "junit.xml")};", published, StringComparison.Ordinal);
        CheckJUnit();
    }

    [Fact]
    public async Task CodeBuild_gets_the_outputs_as_a_file_and_the_test_results()
    {
        var run = await ProgramRun.StartAsync(_repository.Root, ["build", "examples/web", "--local", "--bump", "none"],
            new Dictionary<string, string> { ["CODEBUILD_BUILD_ID"] = "images:1" }, new Edges { Machines = QuickMachines.Make(_machines.Path) });

        Assert.Equal(0, run.ExitCode);
        Assert.Matches("export GOLDEN_AMI_AMI_ID='ami-[0-9a-f]{17}'\n", _repository.Read(".golden-ami", "reports", "outputs.env"));
        Assert.Equal("", _repository.Git("status", "--porcelain"));
        CheckJUnit();
    }

    [Fact]
    public async Task A_role_that_the_token_may_not_assume_ends_with_the_policy_that_would_admit_it_and_no_secret()
    {
        using var aws = new RefusingAws();
        using var step = new GitHubStep { Root = _repository.Root, Edges = new Edges { Aws = aws } };
        step.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = "https://token.example/?job=1";
        step.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "bearer-of-the-job";
        var run = await step.RunAsync(new Dictionary<string, string> { ["command"] = "plan", ["recipe"] = "examples/web", ["role"] = "arn:aws:iam::111122223333:role/golden" });

        Assert.Equal(1, run.ExitCode);
        var error = Assert.Single(run.Output.Split('\n'), line => line.StartsWith("::error", StringComparison.Ordinal));
        Assert.StartsWith($"::error title={ErrorCode.AwsIdentityTokenRefused}::", error, StringComparison.Ordinal);
        Assert.Contains("\"token.actions.githubusercontent.com:sub\": \"repo:acme-1/images-2:pull_request\"", error, StringComparison.Ordinal);
        var said = string.Join('\n', run.Output.Split('\n').Where(line => !line.StartsWith("::add-mask::", StringComparison.Ordinal))) + run.Error + step.Summary + string.Concat(step.Outputs.Values);
        Assert.Contains("::add-mask::bearer-of-the-job", run.Output, StringComparison.Ordinal);
        Assert.Contains($"::add-mask::{RefusingAws.Token}", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("bearer-of-the-job", said, StringComparison.Ordinal);
        Assert.DoesNotContain(RefusingAws.Token, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_is_not_allowed_is_refused_before_anything_is_read()
    {
        using var aws = new RefusingAws();
        using var step = new GitHubStep { Root = _repository.Root, Edges = new Edges { Aws = aws } };
        step.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = "https://token.example/?job=1";
        step.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "bearer-of-the-job";
        var run = await step.RunAsync(new Dictionary<string, string>
        {
            ["command"] = "plan",
            ["recipe"] = "examples/web",
            ["role"] = "arn:aws:iam::111122223333:role/golden",
            ["allowed-accounts"] = "444455556666",
        });

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"::error title={ErrorCode.AccountNotAllowed}::", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, aws.Calls);
    }

    public void Dispose()
    {
        _repository.Dispose();
        _machines.Dispose();
    }

    private void CheckJUnit()
    {
        var suites = XDocument.Parse(_repository.Read(".golden-ami", "reports", "junit.xml")).Root!;
        Assert.Equal("web 1.4.0", suites.Attribute("name")!.Value);
        Assert.Equal(["examples/web/components/nginx.yaml validate", "examples/web/tests/page.yaml test"], suites.Elements("testsuite").Select(each => each.Attribute("name")!.Value));
        var suite = suites.Elements("testsuite").Last();
        Assert.Equal(("examples/web/tests/page.yaml test", "2", "0"), (suite.Attribute("name")!.Value, suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value));
        Assert.Equal(["ServiceIsActive", "PageAnswers"], suite.Elements("testcase").Select(test => test.Attribute("name")!.Value));
    }

    /// <summary>A CI system that gives tokens and an STS that lets none of them in.</summary>
    private sealed class RefusingAws : HttpMessageHandler
    {
        // {"iss":"https://token.actions.githubusercontent.com","aud":"sts.amazonaws.com","sub":"repo:acme-1/images-2:pull_request"}
        public const string Token = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL3Rva2VuLmFjdGlvbnMuZ2l0aHVidXNlcmNvbnRlbnQuY29tIiwiYXVkIjoic3RzLmFtYXpvbmF3cy5jb20iLCJzdWIiOiJyZXBvOmFjbWUtMS9pbWFnZXMtMjpwdWxsX3JlcXVlc3QifQ.c2lnbmF0dXJl";

        public int Calls { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            return Task.FromResult(request.RequestUri!.Host switch
            {
                "token.example" => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent($$"""{"value":"{{Token}}"}""") },
                "sts.us-east-1.amazonaws.com" => new HttpResponseMessage(HttpStatusCode.Forbidden)
                {
                    Content = new StringContent("<ErrorResponse><Error><Code>AccessDenied</Code><Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message></Error><RequestId>r</RequestId></ErrorResponse>"),
                },
                var host => throw new InvalidOperationException($"Nobody expected a request to {host}."),
            });
        }
    }
}
