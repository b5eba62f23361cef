using System.Net;
using System.Text;
using GoldenAmi.Action.Tests.Faces;
using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud;
using GoldenAmi.Machines;
using GoldenAmi.Machines.Scripted;

namespace GoldenAmi.Action.Tests.Runs;

/// <summary>A job on GitHub against a cloud whose machines never come to an end: what its main step leaves, and what its post step does with it.</summary>
public sealed class PostSpecs : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private Cloud? _cloud;
    private GitHubStep? _step;

    private GitHubStep Step => _step!;

    public async Task InitializeAsync()
    {
        MachinePlay never = async (_, _, ct) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            return new MachineEnd.PoweredOff();
        };
        _cloud = await Cloud.OpenAsync(
            new CloudOptions { StateFolder = _folder.At("cloud"), Machines = new ScriptedMachines(never, _folder.At("base"), TimeProvider.System), Time = TimeProvider.System }, CancellationToken.None);
        _step = new GitHubStep { Edges = new Edges { Aws = new Job(_cloud.Handler) } };
        Step.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = "https://token.example/?api-version=2.0";
        Step.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "bearer";
        Step.Workspace.Write("build.yaml", "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - name: Write\n        action: ExecuteBash\n        inputs:\n          commands:\n            - echo hello\n");
        Step.Workspace.Write("golden-ami.yaml", """
            schema: 1
            name: web
            version: "1.4"
            platform: linux
            region: us-east-1
            parent:
              ssm: /aws/service/debian/release/12/latest/amd64
            components:
              - path: build.yaml
            infrastructure:
              instanceProfile: golden-ami-build
            distribution:
              name: "web {{ version }} {{ date }}"
              regions:
                us-east-1: {}
            """);
    }

    [Fact]
    public async Task A_run_that_died_without_a_word_leaves_its_build_to_the_next()
    {
        using var end = new CancellationTokenSource();
        var main = Step.RunAsync(With("auto"), end.Token);
        await Until(() => Step.State.GetValueOrDefault("golden-ami-decision") == "Detach");

        // The main step says nothing more, as when it is killed.
        var post = await Step.RunPostAsync(With("auto"));

        Assert.Equal((Ending.Done, $"{Step.State["golden-ami-image-arn"]} goes on in AWS; the next run attaches to it"), (post.Ending, LastLine(post)));
        await end.CancelAsync();
        await main;
    }

    [Fact]
    public async Task A_cancelled_run_cancels_its_build_and_the_post_step_finds_it_so()
    {
        using var end = new CancellationTokenSource();
        var main = Step.RunAsync(With("cancel"), end.Token);
        await Until(() => Step.State.GetValueOrDefault("golden-ami-decision") == "Detach");
        await end.CancelAsync();

        Assert.Equal(Ending.Cancelled, (await main).Ending);
        Assert.Equal($"{Step.State["golden-ami-image-arn"]} is CANCELLED", LastLine(await Step.RunPostAsync(With("cancel"))));
    }

    [Fact]
    public async Task A_run_that_detaches_leaves_its_build_and_the_post_step_does_too()
    {
        var main = await Step.RunAsync(new Dictionary<string, string>(With("auto")) { ["wait"] = "false" });

        Assert.Equal(Ending.Done, main.Ending);
        Assert.Equal("detached", Step.Outputs["outcome"]);
        Assert.Equal(("Detach", "us-east-1"), (Step.State["golden-ami-decision"], Step.State["golden-ami-region"]));
        var post = await Step.RunPostAsync(With("auto"));
        Assert.Equal((Ending.Done, $"{Step.State["golden-ami-image-arn"]} goes on in AWS; the next run attaches to it"), (post.Ending, LastLine(post)));
    }

    [Fact]
    public async Task A_job_that_followed_no_build_has_nothing_to_confirm()
    {
        var post = await Step.RunPostAsync(With("auto"));

        Assert.Equal((Ending.Done, ""), (post.Ending, post.Output));
    }

    [Fact]
    public async Task Collecting_without_a_build_is_refused_with_its_code()
    {
        var run = await Step.RunAsync(new Dictionary<string, string>(With("auto")) { ["command"] = "collect" });

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(ErrorCode.NothingToCollect, run.Output, StringComparison.Ordinal);
        Assert.Equal("refused", Step.Outputs["outcome"]);
    }

    [Fact]
    public async Task Sweeping_an_empty_account_finds_nothing()
    {
        var run = await ProgramRun.StartAsync(Step.Workspace.Path, ["sweep", "--role", With("auto")["role"]], Step.Variables, Step.Edges);

        Assert.Equal((Ending.Done, "Nothing is left over.\n"), (run.Ending, run.Output));
    }

    public async Task DisposeAsync() => await _cloud!.DisposeAsync();

    public void Dispose()
    {
        _step?.Dispose();
        _folder.Dispose();
    }

    private static Dictionary<string, string> With(string onCancel) => new() { ["role"] = "arn:aws:iam::111122223333:role/golden-ami", ["on-cancel"] = onCancel };

    /// <summary>With one blank between words: the report sets them in columns.</summary>
    private static string LastLine(ProgramRun run) => string.Join(' ', run.Output.TrimEnd('\n').Split('\n')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static async Task Until(Func<bool> isSo)
    {
        for (var tries = 0; !isSo(); tries++)
        {
            Assert.True(tries < 3000, "It never came to that.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    /// <summary>What a job reaches: GitHub's token service and AWS.</summary>
    private sealed class Job(HttpMessageHandler cloud) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _cloud = new(cloud, disposeHandler: false);

        protected override void Dispose(bool disposing)
        {
            _cloud.Dispose();
            base.Dispose(disposing);
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.Host != "token.example")
            {
                return await _cloud.SendAsync(request, cancellationToken);
            }

            static string Part(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
            var token = $"{Part("""{"alg":"RS256"}""")}.{Part("""{"iss":"https://token.actions.githubusercontent.com","aud":"sts.amazonaws.com","sub":"repo:acme/images","exp":4102444800}""")}.{Part("x")}";
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent($$"""{"value":"{{token}}"}""", Encoding.UTF8, "application/json"), RequestMessage = request };
        }
    }
}
