using System.Diagnostics;
using GoldenAmi.LocalCloud;
using GoldenAmi.LocalCloud.Serving;
using GoldenAmi.Tests.Builds.Running;

namespace GoldenAmi.Matrix.Tests;

/// <summary>The few rows that really kill a process, with SIGKILL, and that go through a socket.</summary>
public sealed class KillSpecs : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("golden-ami-kill-").FullName;

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(14)]
    [InlineData(18)]
    [InlineData(21)]
    [InlineData(26)]
    [InlineData(34)]
    public async Task A_process_that_is_killed_with_its_local_cloud_is_completed_by_the_next(int calls)
    {
        var recipe = WriteRecipe();
        await HostAsync(["run-1", recipe, "local", _folder], killAfter: calls);

        var next = await HostAsync(["run-2", recipe, "local", _folder]);

        Assert.Matches("^end (Built|Attached|Reused) ami-[0-9a-f]{17} ami-[0-9a-f]{17}$", next);
        Assert.Empty(Verdict.Problems(State(), Files(), lost: 1));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(20)]
    [InlineData(30)]
    public async Task A_process_that_is_killed_is_continued_by_another_process_over_http(int calls)
    {
        var recipe = WriteRecipe();
        await using var served = await Served.StartAsync(_folder);
        await HostAsync(["run-1", recipe, "remote", served.Url], killAfter: calls);

        var next = await HostAsync(["run-2", recipe, "remote", served.Url]);

        Assert.Matches("^end (Built|Attached|Reused) ami-[0-9a-f]{17} ami-[0-9a-f]{17}$", next);
        Assert.Empty(Verdict.Problems(State(), Files()));
    }

    [Fact]
    public async Task Processes_at_the_same_moment_share_one_build_over_http()
    {
        var recipe = WriteRecipe();
        await using var served = await Served.StartAsync(_folder);

        var ends = await Task.WhenAll(HostAsync(["run-1", recipe, "remote", served.Url]), HostAsync(["run-2", recipe, "remote", served.Url]));

        Assert.All(ends, end => Assert.Matches("^end (Built|Attached|Reused) ami-", end));
        Assert.Single(ends.Select(end => end.Split(' ', 3)[2]).Distinct());
        Assert.Empty(Verdict.Problems(State(), Files()));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private System.Text.Json.JsonElement State() => System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder, "cloud", "cloud.json"))).RootElement;

    private string[] Files() => Directory.GetFiles(Path.Combine(_folder, "images"), "*", SearchOption.AllDirectories);

    private string WriteRecipe()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "recipe")).FullName;
        string Document(string phase, string step) =>
            $"schemaVersion: 1.0\nphases:\n  - name: {phase}\n    steps:\n      - name: {step}\n        action: ExecuteBash\n        inputs:\n          commands:\n            - echo hello\n";
        File.WriteAllText(Path.Combine(folder, "build.yaml"), Document("build", "WritePage"));
        File.WriteAllText(Path.Combine(folder, "test.yaml"), Document("test", "CheckPage"));
        var recipe = Path.Combine(folder, "golden-ami.yaml");
        File.WriteAllText(recipe, """
            schema: 1
            name: web
            version: "1.4"
            platform: linux
            region: us-east-1
            executionRole: golden-ami-execution
            parent:
              ssm: /aws/service/debian/release/12/latest/amd64
            components:
              - path: build.yaml
            tests:
              - path: test.yaml
            infrastructure:
              instanceProfile: golden-ami-build
            distribution:
              name: "web {{ version }} {{ date }}"
              regions:
                us-east-1: {}
                eu-west-1: {}
            """);
        return recipe;
    }

    /// <returns>The process's last line; empty when it was killed.</returns>
    private static async Task<string> HostAsync(string[] arguments, int? killAfter = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "GoldenAmi.Matrix.Host.dll"), .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var (lines, last) = (0, "");
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            (lines, last) = (lines + 1, line);
            if (lines == killAfter)
            {
                process.Kill();
                await process.WaitForExitAsync(patience.Token);
                return "";
            }
        }

        await process.WaitForExitAsync(patience.Token);
        return last;
    }

    /// <summary>A cloud of this process behind a loopback port.</summary>
    private sealed class Served(Cloud cloud, CloudServer server, CancellationTokenSource stop, Task running) : IAsyncDisposable
    {
        public string Url => server.Address.AbsoluteUri;

        public static async Task<Served> StartAsync(string folder)
        {
            var cloud = await Cloud.OpenAsync(
                new CloudOptions
                {
                    StateFolder = Path.Combine(folder, "cloud"),
                    Machines = new PlayedMachines(Play.Steps((_, ct) => Task.Delay(TimeSpan.FromMilliseconds(40), TimeProvider.System, ct)), folder),
                    Time = TimeProvider.System,
                },
                CancellationToken.None);
            var server = CloudServer.Listen(cloud.Handler, 0);
            var stop = new CancellationTokenSource();
            return new Served(cloud, server, stop, server.RunAsync(stop.Token));
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await running;
            await server.DisposeAsync();
            await cloud.DisposeAsync();
            stop.Dispose();
        }
    }
}
