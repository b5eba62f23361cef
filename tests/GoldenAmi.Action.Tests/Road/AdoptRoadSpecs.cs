using System.Text.Json;
using Amazon.Imagebuilder;
using Amazon.Imagebuilder.Model;
using Amazon.Runtime;
using GoldenAmi.Aws;
using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud;
using GoldenAmi.LocalCloud.Findings;
using GoldenAmi.LocalCloud.Serving;
using GoldenAmi.Tests.Builds;

namespace GoldenAmi.Action.Tests.Road;

/// <summary>From <c>apply</c> over a schedule that builds by itself to a release: the whole program over the local cloud, whose schedule runs on a clock that jumps.</summary>
public sealed class AdoptRoadSpecs : IDisposable
{
    private readonly ExampleRepository _repository = new();
    private readonly TemporaryFolder _machines = new();

    /// <summary>Of the cloud while schedules run: it goes on from one opening to the next.</summary>
    private readonly QuickTime _time = new();

    public void Dispose()
    {
        _repository.Dispose();
        _machines.Dispose();
    }

    [Fact]
    public async Task What_the_schedule_built_becomes_the_release_moves_the_consumers_and_is_reused()
    {
        AddToRecipe("pipeline:\n  schedule: cron(0 6 ? * mon#1 *)");
        AssertEnded(Ending.Done, await RunAsync("apply"));
        await LetTheScheduleBuildAsync("golden-ami-web");

        var adopted = await RunAsync("check", "--adopt");
        var commit = _repository.Git("rev-parse", "golden-ami/web");
        var machines = new PlayedDocuments();
        var build = await RunAsync(machines, "build");
        var again = await RunAsync("check", "--adopt");

        AssertEnded(Ending.Done, adopted);
        var json = Json(adopted);
        Assert.Equal(("adopted", true, "1.4.0"), (json.GetProperty("outcome").GetString(), json.GetProperty("changed").GetBoolean(), json.GetProperty("version").GetString()));
        Assert.EndsWith(":image/web-pipeline/1.4.0/1", json.GetProperty("imageArn").GetString(), StringComparison.Ordinal);
        Assert.Equal(["eu-west-1", "us-east-1"], Ids(adopted).Keys);
        Assert.Contains(Rows(adopted), row => row == "scheduled image adopted 1.4.0/1 1.4.0");
        Assert.Contains(Rows(adopted), row => row.StartsWith("content same", StringComparison.Ordinal));
        Assert.Contains("web 1.4.0 was built by its schedule, is adopted and available in 2 regions", adopted.Error, StringComparison.Ordinal);
        Assert.Contains("git push origin golden-ami/web", adopted.Error, StringComparison.Ordinal);
        var terraform = _repository.Git("show", "golden-ami/web:examples/web/consumers/terraform/main.tf");
        Assert.All(Ids(adopted), id => Assert.Contains($"\"{id.Key}\" = \"{id.Value}\" # golden-ami: web {id.Key}", terraform, StringComparison.Ordinal));
        Assert.Equal(("reused", 0), (Json(build).GetProperty("outcome").GetString(), machines.Starts));
        Assert.Equal(Ids(adopted), Ids(build));
        Assert.Equal(json.GetProperty("fingerprint").GetString(), Json(build).GetProperty("fingerprint").GetString());
        AssertEnded(Ending.Done, again);
        Assert.Equal(("checked", false), (Json(again).GetProperty("outcome").GetString(), Json(again).GetProperty("changed").GetBoolean()));
        Assert.Contains(Rows(again), row => row == "scheduled image same 1.4.0/1 1.4.0");
        Assert.Contains("Next: nothing to do.", again.Error, StringComparison.Ordinal);
        Assert.Equal(commit, _repository.Git("rev-parse", "golden-ami/web"));
    }

    [Fact]
    public async Task A_gate_that_a_finding_closes_ends_with_4_says_what_left_already_and_moves_nothing()
    {
        AddToRecipe("pipeline:\n  schedule: cron(0 6 ? * mon#1 *)\ngates:\n  vulnerabilities: { fail: high }");
        AssertEnded(Ending.Done, await RunAsync("apply"));
        await LetTheScheduleBuildAsync([new Finding("CVE-2026-1", "CRITICAL", "openssl", "3.0.1") { FixedIn = "3.0.2" }], "golden-ami-web");
        await File.WriteAllTextAsync(_repository.At(".golden-ami", "findings.json"), """
            { "findings": [ { "vulnerability": "CVE-2026-1", "severity": "CRITICAL", "package": "openssl", "version": "3.0.1", "fixedIn": "3.0.2" } ] }
            """);

        var held = await RunAsync("check", "--adopt");

        Assert.Equal((Ending.TestFailed, 4), (held.Ending, held.ExitCode));
        Assert.Matches(@"error GA0342: 1 finding of severity high or above holds web 1\.4\.0/1 back: CVE-2026-1 \(critical, openssl 3\.0\.1, fixed in 3\.0\.2\)\. Its pipeline had already brought it to ami-[0-9a-f]{17} in eu-west-1\.", held.Error);
        Assert.Matches(@"to take it back, deregister ami-[0-9a-f]{17} \(aws ec2 deregister-image", held.Error);
        Assert.Empty(Ids(held));
        Assert.Equal("CVE-2026-1", Assert.Single(Json(held).GetProperty("findings").EnumerateArray()).GetProperty("id").GetString());
        Assert.DoesNotContain("golden-ami/web", _repository.Git("branch", "--list"), StringComparison.Ordinal);
    }

    // Each variant has a pipeline of its own; files that name the images of all are moved as a whole.
    [Fact]
    public async Task A_variant_is_adopted_while_the_other_has_nothing_new()
    {
        _repository.Change("examples/web/golden-ami.yaml", "examples/web/consumers/**", "examples/web/elsewhere/**"); // a marker of the example means the one image of a region
        AddToRecipe("pipeline:\n  schedule: cron(0 6 ? * mon#1 *)\nvariants:\n  second: { components: [ { path: components/nginx.yaml, with: { Greeting: Second } } ] }");
        AssertEnded(Ending.Done, await RunAsync("apply"));
        await LetTheScheduleBuildAsync("golden-ami-web", "golden-ami-web-second");
        var both = await RunAsync("check", "--adopt");
        await InTheCloudAsync([], clients => clients.StartImagePipelineExecutionAsync(new StartImagePipelineExecutionRequest { ImagePipelineArn = Arn("golden-ami-web-second") }), "golden-ami-web-second");

        var one = await RunAsync("check", "--adopt");
        var none = await RunAsync("check", "--adopt");

        Assert.All([both, one, none], run => AssertEnded(Ending.Done, run));
        Assert.Equal(["adopted", "adopted"], Outcomes(both));
        Assert.Equal(["checked", "adopted"], Outcomes(one));
        Assert.Equal(["checked", "checked"], Outcomes(none));
        Assert.EndsWith(":image/web-second-pipeline/1.4.0/2", Json(one).GetProperty("results")[1].GetProperty("imageArn").GetString(), StringComparison.Ordinal);
        Assert.Contains("bump", one.Error, StringComparison.Ordinal); // the files were looked at with the images of both
    }

    // As against AWS, or 'local serve': the clients' own way, through a socket.
    [Fact]
    public async Task It_is_the_same_at_an_endpoint_of_ones_own()
    {
        AddToRecipe("pipeline:\n  schedule: cron(0 6 ? * mon#1 *)");
        AssertEnded(Ending.Done, await RunAsync("apply"));
        await LetTheScheduleBuildAsync("golden-ami-web");
        await using var cloud = await OpenAsync([]);
        await using var server = CloudServer.Listen(cloud.Handler, 0);
        using var stop = new CancellationTokenSource();
        var serving = server.RunAsync(stop.Token);

        var adopted = await RunAtAsync(server.Address, "check", "--adopt");
        var build = await RunAtAsync(server.Address, "build");
        var again = await RunAtAsync(server.Address, "check", "--adopt");
        await stop.CancelAsync();
        await serving;

        Assert.All([adopted, build, again], run => AssertEnded(Ending.Done, run));
        Assert.Equal(["adopted", "reused", "checked"], new[] { adopted, build, again }.Select(run => Json(run).GetProperty("outcome").GetString()));
        Assert.EndsWith(":image/web-pipeline/1.4.0/1", Json(adopted).GetProperty("imageArn").GetString(), StringComparison.Ordinal);
        Assert.Equal(["eu-west-1", "us-east-1"], Ids(adopted).Keys);
        Assert.Equal(Ids(adopted), Ids(build));
        Assert.Contains(Rows(again), row => row == "scheduled image same 1.4.0/1 1.4.0");
        Assert.All(Ids(adopted), id => Assert.Contains(id.Value, _repository.Git("show", "golden-ami/web:examples/web/consumers/terraform/main.tf"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_pipeline_or_together_with_the_lock_it_is_refused()
    {
        var without = await RunAsync("check", "--adopt");
        var together = await RunAsync("check", "--adopt", "--write");

        Assert.Equal((2, 2), (without.ExitCode, together.ExitCode));
        Assert.Contains("examples/web/golden-ami.yaml(4,7): error GA0346: 'web' has no pipeline, so that no schedule builds it and there is nothing to adopt.", without.Error, StringComparison.Ordinal);
        Assert.Contains("--write cannot be given together with --adopt", together.Error, StringComparison.Ordinal);
    }

    /// <summary>The clock of the cloud goes on until the pipelines have built.</summary>
    private Task LetTheScheduleBuildAsync(params string[] pipelines) => LetTheScheduleBuildAsync([], pipelines);

    private Task LetTheScheduleBuildAsync(IReadOnlyList<Finding> findings, params string[] pipelines) => InTheCloudAsync(findings, _ => Task.CompletedTask, pipelines);

    /// <summary>Somebody opens the cloud, does something there, and stays until the newest image of each pipeline is available.</summary>
    private async Task InTheCloudAsync(IReadOnlyList<Finding> findings, Func<IAmazonImagebuilder, Task> act, params string[] pipelines)
    {
        await using var cloud = await OpenAsync(findings);
        using var clients = new AwsClients(new AwsConnection { Handler = cloud.Handler, Credentials = new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "secret"), Time = _time });
        var builder = clients.ImageBuilder("us-east-1");
        await act(builder);
        foreach (var pipeline in pipelines)
        {
            while ((await builder.GetImagePipelineAsync(new GetImagePipelineRequest { ImagePipelineArn = Arn(pipeline) })).ImagePipeline!.LastRunStatus?.Value != "AVAILABLE")
            {
                await Task.Delay(TimeSpan.FromSeconds(1), _time);
            }
        }
    }

    private Task<Cloud> OpenAsync(IReadOnlyList<Finding> findings) => Cloud.OpenAsync(
        new CloudOptions
        {
            StateFolder = _repository.At(".golden-ami", "cloud"),
            Machines = new PlayedDocuments().Machines(_machines.Path),
            Time = _time,
            Findings = findings.Count == 0 ? null : findings,
        },
        CancellationToken.None);

    private static string Arn(string pipeline) => $"arn:aws:imagebuilder:us-east-1:000000000000:image-pipeline/{pipeline}";

    private void AddToRecipe(string keys) => _repository.Change("examples/web/golden-ami.yaml", "references:", $"{keys}\nreferences:");

    private Task<ProgramRun> RunAsync(params string[] arguments) => RunAsync(new PlayedDocuments(), arguments);

    private Task<ProgramRun> RunAsync(PlayedDocuments machines, params string[] arguments) => ProgramRun.StartAsync(
        _repository.Root, [.. arguments, "examples/web", "--local", "--json"], edges: new Edges { Machines = machines.Machines(_machines.Path) }, time: new FastTime(Ahead));

    /// <summary>In a process of its own: the SDK's default chain reads the keys from the process's environment.</summary>
    private Task<ProgramRun> RunAtAsync(Uri endpoint, params string[] arguments) => ProgramProcess.RunAsync(
        _repository.Root, [.. arguments, "examples/web", "--endpoint-url", endpoint.AbsoluteUri, "--json"], ("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "secret"));

    /// <summary>Runs come after what the schedule built, whatever day it is.</summary>
    private TimeSpan Ahead => TimeSpan.FromTicks(Math.Max(0, (_time.GetUtcNow() + TimeSpan.FromHours(1) - TimeProvider.System.GetUtcNow()).Ticks));

    private static void AssertEnded(Ending ending, ProgramRun run) => Assert.True(run.Ending == ending, run.Output + run.Error);

    private static JsonElement Json(ProgramRun run) => JsonDocument.Parse(run.Output).RootElement;

    private static SortedDictionary<string, string> Ids(ProgramRun run) =>
        new(Json(run).GetProperty("amiIds").EnumerateObject().ToDictionary(id => id.Name, id => id.Value.GetString()!), StringComparer.Ordinal);

    private static IReadOnlyList<string?> Outcomes(ProgramRun run) => [.. Json(run).GetProperty("results").EnumerateArray().Select(result => result.GetProperty("outcome").GetString())];

    private static IReadOnlyList<string> Rows(ProgramRun run) =>
    [
        .. Json(run).GetProperty("check").EnumerateArray().Select(row => string.Join(' ', new[] { "subject", "state", "old", "new" }
            .Select(name => row.TryGetProperty(name, out var value) ? value.GetString() : null).OfType<string>())),
    ];
}
