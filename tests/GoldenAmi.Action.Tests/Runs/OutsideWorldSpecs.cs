using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud;
using GoldenAmi.LocalCloud.Serving;
using GoldenAmi.Machines.Scripted;

namespace GoldenAmi.Action.Tests.Runs;

/// <summary>The published program in surroundings that lack something: it says what, and is never a bug of ours.</summary>
public sealed class OutsideWorldSpecs : IDisposable
{
    private readonly Road.ImageRepository _repository = new();

    public OutsideWorldSpecs()
    {
        _repository.Add("web", more: "references:\n  - { repository: self, paths: [ \"**\" ] }\n");
        _repository.Commit();
    }

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("build")]
    [InlineData("plan")]
    [InlineData("collect")]
    [InlineData("check")]
    [InlineData("apply")]
    [InlineData("bump")]
    [InlineData("rollback")]
    [InlineData("sweep")]
    public async Task Without_credentials_the_three_ways_to_give_some_are_named(string command)
    {
        var (code, said) = await RunAsync([command, "images/web", "--endpoint-url", "http://127.0.0.1:1"]);

        Assert.True(code == 1, said);
        Assert.Contains($"error {ErrorCode.AwsCredentialsMissing}: ", said, StringComparison.Ordinal);
        Assert.Contains("was not sent: no AWS credentials were found. Fix: give the job a role", said, StringComparison.Ordinal);
        Assert.DoesNotContain("This is a bug", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_cannot_be_is_told_with_the_settings_that_make_it()
    {
        var (code, said) = await RunAsync(["plan", "images/web", "--endpoint-url", "http://127.0.0.1:1"], ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_USE_FIPS_ENDPOINT", "true"));

        Assert.True(code == 1, said);
        Assert.Contains($"error {ErrorCode.AwsAddressImpossible}: sts:GetCallerIdentity has no address in 'us-east-1'", said, StringComparison.Ordinal);
        Assert.Contains("AWS_USE_FIPS_ENDPOINT", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_of_the_environment_is_asked_for_each_region_by_its_name()
    {
        using var folder = new TemporaryFolder();
        await using var cloud = await Cloud.OpenAsync(
            new CloudOptions
            {
                StateFolder = Path.Combine(folder.Path, "cloud"),
                Machines = new ScriptedMachines(new UnexecutedWork(TimeProvider.System, TimeSpan.Zero).PlayAsync, Path.Combine(folder.Path, "bases"), TimeProvider.System),
                Time = TimeProvider.System,
            },
            CancellationToken.None);
        await using var server = CloudServer.Listen(cloud.Handler, 0);
        using var stop = new CancellationTokenSource();
        var serving = server.RunAsync(stop.Token);
        _repository.Change("images/web/golden-ami.yaml", "    us-east-1: {}\n", "    us-east-1: {}\n    eu-west-1: {}\nexecutionRole: golden-ami-execution\n");

        var (code, said) = await RunAsync(
            ["build", "images/web", "--bump", "none"],
            ("AWS_ENDPOINT_URL", server.Address.AbsoluteUri), ("AWS_ACCESS_KEY_ID", "111122223333"), ("AWS_SECRET_ACCESS_KEY", "local"));

        await stop.CancelAsync();
        await serving;
        Assert.True(code == 0, said);
        Assert.Equal(["eu-west-1", "us-east-1"], cloud.Images().Select(image => image.Region).Order());
    }

    [Fact]
    public async Task A_program_without_the_runner_beside_it_says_where_it_looked()
    {
        var run = await ProgramRun.StartAsync(_repository.Root, ["build", "images/web", "--local"], new Dictionary<string, string> { ["XDG_CACHE_HOME"] = _repository.Root });

        Assert.Equal(Ending.Refused, run.Ending);
        Assert.Contains(
            $"images/web/golden-ami.yaml(2,7): error {ErrorCode.BuildFailed}: Build 1.0.0/1 of 'web' failed: LocalCloud could not go on: error {ErrorCode.RunnerMissing}: 'golden-ami-runner', which works inside build machines, is not in '{AppContext.BaseDirectory}'. Fix: start the program with ./golden-ami of a checkout,",
            run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_works_on_one_recipe_names_the_count_it_was_given()
    {
        _repository.Add("database");

        var run = await ProgramRun.StartAsync(_repository.Root, ["sweep", "images/web", "images/database", "--local"]);

        Assert.Equal(Ending.Usage, run.Ending);
        Assert.Contains($"error {ErrorCode.SeveralRecipes}: 2 recipes are given; this command works on one at a time. Fix: run the command once per recipe.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_home_region_that_the_recipe_does_not_know_is_refused_with_those_that_it_does()
    {
        var run = await ProgramRun.StartAsync(_repository.Root, ["plan", "images/web", "--local", "--region", "eu-west-1"]);

        Assert.Equal(Ending.Usage, run.Ending);
        Assert.Contains($"images/web/golden-ami.yaml(5,9): error {ErrorCode.RegionNotInRecipe}: The region 'eu-west-1' is none that the recipe distributes to; it distributes to us-east-1.", run.Output, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Said)> RunAsync(string[] arguments, params IEnumerable<(string Name, string Value)> variables)
    {
        var run = await ProgramProcess.RunAsync(_repository.Root, arguments, variables);
        return (run.ExitCode, run.Output + run.Error);
    }
}
