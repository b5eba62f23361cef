using System.Text.Json;
using Amazon.EC2.Model;
using Amazon.Runtime;
using GoldenAmi.Aws;
using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud;

namespace GoldenAmi.Action.Tests.Road;

/// <summary>The whole program over the local cloud; only the machines are played.</summary>
public sealed class BuildRoadSpecs : IDisposable
{
    private readonly ExampleRepository _repository = new();
    private readonly TemporaryFolder _machines = new();

    public void Dispose()
    {
        _repository.Dispose();
        _machines.Dispose();
    }

    [Fact]
    public async Task A_build_ends_with_ids_of_both_regions_and_a_branch_that_moves_the_consumers()
    {
        var run = await BuildAsync(new PlayedDocuments());

        AssertEnded(Ending.Done, run);
        var ids = Ids(run);
        Assert.Equal(["eu-west-1", "us-east-1"], ids.Keys);
        Assert.Matches("^ami-[0-9a-f]{17}$", ids["us-east-1"]);
        Assert.NotEqual(ids["us-east-1"], ids["eu-west-1"]);
        var terraform = _repository.Git("show", "golden-ami/web:examples/web/consumers/terraform/main.tf");
        Assert.Contains($"\"us-east-1\" = \"{ids["us-east-1"]}\" # golden-ami: web us-east-1", terraform, StringComparison.Ordinal);
        Assert.Contains($"\"eu-west-1\" = \"{ids["eu-west-1"]}\" # golden-ami: web eu-west-1", terraform, StringComparison.Ordinal);
        Assert.Contains($"eu-west-1: {ids["eu-west-1"]}\n", _repository.Git("show", "golden-ami/web:examples/web/consumers/k8s/regions.yaml"), StringComparison.Ordinal);
        Assert.Equal("", _repository.Git("status", "--porcelain"));
        Assert.True(File.Exists(_repository.At($".golden-ami/images/us-east-1/{ids["us-east-1"]}.qcow2")));
    }

    [Fact]
    public async Task An_unchanged_recipe_is_reused_and_no_machine_starts()
    {
        var first = await BuildAsync(new PlayedDocuments());
        var again = new PlayedDocuments();

        var second = await BuildAsync(again);

        AssertEnded(Ending.Done, second);
        Assert.Equal("reused", Outcome(second));
        Assert.Equal(Ids(first), Ids(second));
        Assert.Equal(0, again.Starts);
        Assert.Contains("Input compared", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_changed_byte_of_a_component_makes_a_new_image_and_the_lineage_finds_the_consumers()
    {
        var first = Ids(await BuildAsync(new PlayedDocuments()));
        _repository.Git("merge", "--quiet", "golden-ami/web");
        foreach (var file in new[] { "examples/web/consumers/terraform/main.tf", "examples/web/consumers/k8s/regions.yaml" })
        {
            _repository.Change(file, "golden-ami: web", "was adopted: web");
        }

        _repository.Change("examples/web/components/nginx.yaml", "Installs nginx and one page", "Installs nginx and one pagE");
        _repository.Commit("Change a byte, and take the markers away");

        var run = await BuildAsync(new PlayedDocuments());

        Assert.Equal("built", Outcome(run));
        Assert.Equal("1.4.1", Json(run).GetProperty("version").GetString());
        var second = Ids(run);
        Assert.Empty(first.Values.Intersect(second.Values));
        Assert.True(File.Exists(_repository.At($".golden-ami/images/us-east-1/{first["us-east-1"]}.qcow2")), "the old image stays");
        var moved = _repository.Git("show", "golden-ami/web:examples/web/consumers/terraform/main.tf");
        Assert.Contains(second["us-east-1"], moved, StringComparison.Ordinal);
        Assert.DoesNotContain(first["us-east-1"], moved, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_of_nobody_in_a_consumer_is_told_once_and_stays()
    {
        const string Regions = "examples/web/consumers/k8s/regions.yaml";
        await File.AppendAllTextAsync(_repository.At(Regions), "  other: ami-0fedcba9876543210\n  again: ami-0fedcba9876543210\n");
        _repository.Commit("Name an image that nobody made");

        var run = await BuildAsync(new PlayedDocuments());

        AssertEnded(Ending.Done, run);
        var line = _repository.Read(Regions).Count(character => character == '\n') - 1;
        var told = Assert.Single(run.Error.Split('\n'), said => said.Contains(ErrorCode.ReferenceUnknownId, StringComparison.Ordinal));
        Assert.Contains($"{Regions}({line},10): warning GA0507: 'ami-0fedcba9876543210' is an image of no known recipe (and stands at 1 more place).", told, StringComparison.Ordinal);
        Assert.Contains("  other: ami-0fedcba9876543210\n", _repository.Git("show", $"golden-ami/web:{Regions}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_somebody_deregistered_is_still_known_to_the_consumers()
    {
        var first = Ids(await BuildAsync(new PlayedDocuments()));
        _repository.Git("merge", "--quiet", "golden-ami/web");
        _repository.Change("examples/web/consumers/k8s/regions.yaml", "golden-ami: web", "was adopted: web");
        _repository.Change("examples/web/consumers/terraform/main.tf", "golden-ami: web", "was adopted: web");
        _repository.Change("examples/web/components/nginx.yaml", "Installs nginx and one page", "Installs nginx and one pagE");
        _repository.Commit("Change a byte, and take the markers away");
        await ForgetAsync(first);

        var run = await BuildAsync(new PlayedDocuments());

        AssertEnded(Ending.Done, run);
        Assert.Equal("built", Outcome(run));
        Assert.DoesNotContain(ErrorCode.ReferenceUnknownId, run.Error, StringComparison.Ordinal);
        var moved = _repository.Git("show", "golden-ami/web:examples/web/consumers/k8s/regions.yaml");
        Assert.All(Ids(run), id => Assert.Contains($"{id.Key}: {id.Value}\n", moved, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failing_test_ends_with_4_names_its_line_and_distributes_nothing()
    {
        var run = await BuildAsync(new PlayedDocuments { FailingStep = "PageAnswers" });

        AssertEnded(Ending.TestFailed, run);
        Assert.Matches(@"examples/web/tests/page\.yaml\(2[0-9],15\): error GA03[0-9]{2}: ", run.Error);
        Assert.Contains("PageAnswers", run.Error, StringComparison.Ordinal);
        Assert.Contains("exit status 7", run.Error, StringComparison.Ordinal);
        Assert.Contains("giving up", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_repository.At(".golden-ami/images/eu-west-1")), "nothing may be copied");
        Assert.DoesNotContain("golden-ami/web", _repository.Git("branch", "--list", "--all"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_with_130_and_the_next_run_builds()
    {
        using var cancel = new CancellationTokenSource();
        var hanging = new PlayedDocuments { Hang = true };
        var running = BuildAsync(hanging, cancel.Token);
        await hanging.Started.Task;
        await cancel.CancelAsync();

        var cancelled = await running;
        var next = await BuildAsync(new PlayedDocuments());

        AssertEnded(Ending.Cancelled, cancelled);
        Assert.Equal("built", Outcome(next));
    }

    [Fact]
    public async Task Hostile_output_sets_no_output_and_gives_no_command()
    {
        var results = _machines.At("outputs");

        var run = await ProgramRun.StartAsync(_repository.Root, ["build", "examples/web", "--local"],
            new Dictionary<string, string> { ["GITHUB_ACTIONS"] = "true", ["GITHUB_OUTPUT"] = results },
            Edges(new PlayedDocuments { Line = "::set-output name=ami-id::ami-evil" }), time: new FastTime());

        AssertEnded(Ending.Done, run);
        Assert.DoesNotContain("ami-evil", await File.ReadAllTextAsync(results), StringComparison.Ordinal);
        Assert.DoesNotContain("\n::set-output", run.Output, StringComparison.Ordinal);
        Assert.Contains("::stop-commands::", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_names_what_would_be_created_and_creates_nothing()
    {
        var played = new PlayedDocuments();
        var plan = await ProgramRun.StartAsync(_repository.Root, ["plan", "examples/web", "--local"], edges: Edges(played), time: new FastTime());

        AssertEnded(Ending.Done, plan);
        Assert.Contains("create     image web 1.4.x in us-east-1", plan.Output, StringComparison.Ordinal);
        Assert.Equal(0, played.Starts);
        Assert.Equal("built", Outcome(await BuildAsync(new PlayedDocuments())));
    }

    private Task<ProgramRun> BuildAsync(PlayedDocuments played, CancellationToken cancellationToken = default) =>
        ProgramRun.StartAsync(_repository.Root, ["build", "examples/web", "--local", "--json"], edges: Edges(played), cancellationToken: cancellationToken, time: new FastTime());

    /// <summary>Somebody deregisters AMIs between two runs.</summary>
    private async Task ForgetAsync(SortedDictionary<string, string> ids)
    {
        var options = new CloudOptions { StateFolder = _repository.At(".golden-ami/cloud"), Machines = new PlayedDocuments().Machines(_machines.Path), Time = TimeProvider.System };
        await using var cloud = await Cloud.OpenAsync(options, CancellationToken.None);
        using var clients = new AwsClients(new AwsConnection { Handler = cloud.Handler, Credentials = new BasicAWSCredentials("local", "local") });
        foreach (var (region, id) in ids)
        {
            await clients.Ec2(region).DeregisterImageAsync(new DeregisterImageRequest { ImageId = id }, CancellationToken.None);
        }
    }

    private Edges Edges(PlayedDocuments played) => new() { Machines = played.Machines(_machines.Path) };

    // What the program said is the reason why it ended otherwise.
    private static void AssertEnded(Ending expected, ProgramRun run) => Assert.True(run.Ending == expected, $"ended {run.Ending}: {run.Output}{run.Error}");

    private static JsonElement Json(ProgramRun run) => JsonDocument.Parse(run.Output).RootElement;

    private static string? Outcome(ProgramRun run) => Json(run).GetProperty("outcome").GetString();

    private static SortedDictionary<string, string> Ids(ProgramRun run)
    {
        var ids = Json(run).GetProperty("amiIds").EnumerateObject().ToDictionary(id => id.Name, id => id.Value.GetString()!);
        return new SortedDictionary<string, string>(ids, StringComparer.Ordinal);
    }
}
