using System.Text.Json;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Tests.Road;

/// <summary><c>apply</c> and a gate, as their user sees them: the whole program over the local cloud, only the machines are played.</summary>
public sealed class ApplyRoadSpecs : IDisposable
{
    private readonly ExampleRepository _repository = new();
    private readonly TemporaryFolder _machines = new();

    public void Dispose()
    {
        _repository.Dispose();
        _machines.Dispose();
    }

    [Fact]
    public async Task Apply_says_what_it_would_do_does_it_and_then_has_nothing_to_do()
    {
        _repository.Change("examples/web/golden-ami.yaml", "references:", "pipeline:\n  schedule: cron(0 6 ? * mon#1 *)\nreferences:");

        var planned = await RunAsync("apply", "--dry-run");
        var first = await RunAsync("apply");
        var second = await RunAsync("apply");

        Assert.All([planned, first, second], run => Assert.True(run.Ending == Ending.Done, run.Output + run.Error));
        Assert.Equal(["planned", "applied", "applied"], new[] { planned, first, second }.Select(run => Json(run).GetProperty("outcome").GetString()));
        Assert.Equal([true, true, false], new[] { planned, first, second }.Select(run => Json(run).GetProperty("changed").GetBoolean()));
        Assert.Equal(Lines(planned), Lines(first));
        Assert.Contains("create image pipeline golden-ami-web", Lines(first));
        Assert.Contains("nothing image pipeline golden-ami-web", Lines(second));
        Assert.Contains("Next: run golden-ami apply to do it.", planned.Error, StringComparison.Ordinal);
        Assert.Contains("image pipeline golden-ami-web", first.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_shows_what_apply_would_do_in_a_section_of_its_own_and_its_exit_code_is_about_the_build()
    {
        _repository.Change("examples/web/golden-ami.yaml", "references:", "pipeline:\n  schedule: cron(0 6 ? * mon#1 *)\nreferences:");
        await RunAsync("build");

        var planned = await RunAsync("plan", "--exit-code");

        Assert.Equal(0, planned.ExitCode);
        var json = Json(planned);
        Assert.Equal((false, true), (json.GetProperty("changed").GetBoolean(), json.GetProperty("apply").GetProperty("changed").GetBoolean()));
        Assert.Contains("create image pipeline golden-ami-web", json.GetProperty("apply").GetProperty("plan").EnumerateArray().Select(Line));
        Assert.DoesNotContain("create image pipeline golden-ami-web", Lines(planned));
        Assert.Equal(json.GetProperty("apply").GetProperty("plan").EnumerateArray().Select(Line), json.GetProperty("results")[0].GetProperty("apply").GetProperty("plan").EnumerateArray().Select(Line));
        Assert.Contains("\napply: Image Builder's resources differ from the recipe\n", planned.Error, StringComparison.Ordinal);
        Assert.Contains("\n### Apply\n\nImage Builder's resources differ from the recipe. `golden-ami apply` does it; no build does.\n", await File.ReadAllTextAsync(_repository.At(".golden-ami", "report.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gate_that_a_finding_closes_ends_with_4_and_a_table_of_findings()
    {
        _repository.Change("examples/web/golden-ami.yaml", "references:", "gates:\n  vulnerabilities: { fail: high, ignore: [ { id: CVE-2026-2, reason: not loaded } ] }\nreferences:");
        Directory.CreateDirectory(_repository.At(".golden-ami"));
        await File.WriteAllTextAsync(_repository.At(".golden-ami", "findings.json"), """
            { "findings": [
              { "vulnerability": "CVE-2026-1", "severity": "CRITICAL", "package": "openssl", "version": "3.0.1", "fixedIn": "3.0.2" },
              { "vulnerability": "CVE-2026-2", "severity": "HIGH", "package": "linux", "version": "6.1" }
            ] }
            """);

        var run = await RunAsync("build");

        Assert.Equal((Ending.TestFailed, 4), (run.Ending, run.ExitCode));
        var json = Json(run);
        Assert.Equal(
            ["CVE-2026-1 fails", "CVE-2026-2 ignored"],
            json.GetProperty("findings").EnumerateArray().Select(finding => $"{finding.GetProperty("id").GetString()} {finding.GetProperty("verdict").GetString()}"));
        Assert.Empty(json.GetProperty("images").EnumerateArray());
        Assert.Contains("error GA0342: 1 finding of severity high or above holds web 1.4.0/1 back", run.Error, StringComparison.Ordinal);
        Assert.Contains("ignored: not loaded", run.Error, StringComparison.Ordinal);
        var report = await File.ReadAllTextAsync(_repository.At(".golden-ami", "report.md"));
        Assert.Contains("### Findings", report, StringComparison.Ordinal);
        Assert.Contains("| CVE-2026-1 | critical | openssl 3.0.1 | 3.0.2 | holds back |", report, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_repository.At(".golden-ami", "images", "eu-west-1")), "nothing leaves the home region");
    }

    private Task<ProgramRun> RunAsync(params string[] arguments) => ProgramRun.StartAsync(
        _repository.Root, [.. arguments, "examples/web", "--local", "--json"], edges: new Edges { Machines = new PlayedDocuments().Machines(_machines.Path) }, time: new FastTime());

    private static JsonElement Json(ProgramRun run) => JsonDocument.Parse(run.Output).RootElement;

    private static IReadOnlyList<string> Lines(ProgramRun run) => [.. Json(run).GetProperty("plan").EnumerateArray().Select(Line)];

    private static string Line(JsonElement row) => $"{row.GetProperty("operation").GetString()} {row.GetProperty("resource").GetString()}";
}
