using System.Text.Json;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Tests.Road;

/// <summary>What docs/use-cases promises, with the recipes of examples/ over the local cloud; only the machines are played.</summary>
public sealed class UseCaseSpecs : IDisposable
{
    private readonly ImageRepository _repository = new();
    private readonly TemporaryFolder _machines = new();

    public void Dispose()
    {
        _repository.Dispose();
        _machines.Dispose();
    }

    [Fact]
    public void Every_page_links_an_example_and_every_example_that_it_names_is_there()
    {
        foreach (var page in RepositoryFiles.List("docs/use-cases", "*.md"))
        {
            var name = Path.GetFileNameWithoutExtension(page);
            Assert.Contains($"examples/{name}](../../examples/{name})", RepositoryFiles.Read(page), StringComparison.Ordinal);
            Assert.NotEmpty(RepositoryFiles.List($"examples/{name}", "golden-ami.yaml"));
            Assert.Contains($"docs/use-cases/{name}.md", RepositoryFiles.Read("README.md"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_hardened_image_is_kept_for_thirty_days_and_then_built_again_although_nothing_changed()
    {
        _repository.CopyExamples("hardening");

        var built = await RunAsync(["build", "examples/hardening", "--json"]);
        var kept = await RunAsync(["build", "examples/hardening", "--json"], days: 29);
        var check = await RunAsync(["check", "examples/hardening", "--json"], days: 31);
        var again = await RunAsync(["build", "examples/hardening", "--json"], days: 31);

        Assert.Equal(["built", "reused", "checked", "built"], new[] { built, kept, check, again }.Select(Outcome));
        Assert.Contains(Json(check).GetProperty("check").EnumerateArray(), row => (row.GetProperty("subject").GetString(), row.GetProperty("state").GetString()) == ("age", "stale"));
        Assert.True(Json(check).GetProperty("changed").GetBoolean());
        Assert.Equal(Json(built).GetProperty("fingerprint").GetString(), Json(again).GetProperty("fingerprint").GetString());
        Assert.NotEqual(Json(built).GetProperty("amiId").GetString(), Json(again).GetProperty("amiId").GetString());
    }

    [Fact]
    public async Task A_rule_that_does_not_hold_after_the_boot_keeps_the_hardened_image_back()
    {
        _repository.CopyExamples("hardening");

        var run = await RunAsync(["build", "examples/hardening"], new PlayedDocuments { FailingStep = "KernelRulesHold" });

        AssertEnded(Ending.TestFailed, run);
        Assert.Matches(@"examples/hardening/tests/hardening\.yaml\([0-9]+,[0-9]+\): error GA03[0-9]{2}: ", run.Output);
    }

    [Fact]
    public async Task The_patched_image_is_built_after_a_week_and_held_back_by_what_could_have_been_patched()
    {
        _repository.CopyExamples("patches");
        _repository.Write(".golden-ami/findings.json", """{ "findings": [ { "vulnerability": "CVE-2026-1", "severity": "CRITICAL", "package": "linux", "version": "6.1" } ] }""");

        var built = await RunAsync(["build", "examples/patches", "--json"]);
        var kept = await RunAsync(["build", "examples/patches", "--json"], days: 6);
        _repository.Write(".golden-ami/findings.json", """{ "findings": [ { "vulnerability": "CVE-2026-1", "severity": "CRITICAL", "package": "linux", "version": "6.1", "fixedIn": "6.2" } ] }""");
        var held = await RunAsync(["build", "examples/patches", "--json"], days: 8);

        Assert.Equal(["built", "reused"], new[] { built, kept }.Select(Outcome));
        AssertEnded(Ending.TestFailed, held);
        Assert.Contains("CVE-2026-1 (critical, linux 6.1, fixed in 6.2)", held.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pending_update_fails_the_build_of_the_patched_image_on_the_components_line()
    {
        _repository.CopyExamples("patches");

        var run = await RunAsync(["build", "examples/patches"], new PlayedDocuments { FailingStep = "NothingIsPending" });

        AssertEnded(Ending.Refused, run);
        Assert.Matches(@"examples/patches/components/nothing-pending\.yaml\([0-9]+,[0-9]+\): error GA03[0-9]{2}: ", run.Output);
    }

    [Fact]
    public async Task A_change_of_the_agent_reaches_every_image_that_has_it_and_is_the_reason_told()
    {
        _repository.CopyExamples("agents", "web");

        var first = await RunAsync(["build", "examples/agents/**", "--json"]);
        _repository.Change("examples/agents/components/auditd.yaml", "/etc/sudoers -p wa", "/etc/sudoers.d -p wa");
        var plan = await RunAsync(["plan", "examples/agents/**", "--json"]);
        var build = await RunAsync(["build", "examples/agents/**", "--json"]);

        Assert.Equal([("agents-jobs", "built"), ("agents-web", "built")], Outcomes(first));
        Assert.All(Parts(plan), part => Assert.Contains(part.GetProperty("plan").EnumerateArray(), row => row.GetProperty("operation").GetString() == "create"));
        Assert.Equal([("agents-jobs", "built"), ("agents-web", "built")], Outcomes(build));
        Assert.Matches(@"agents-jobs +component examples/agents/components/auditd\.yaml changed \(sha256 ", build.Error);
        Assert.Matches(@"agents-web +component examples/agents/components/auditd\.yaml changed \(sha256 ", build.Error);
    }

    [Fact]
    public async Task An_image_whose_agent_does_not_run_is_not_released_and_the_others_are()
    {
        _repository.CopyExamples("agents", "web");
        _repository.Change("examples/agents/web/golden-ami.yaml", "../tests/auditd.yaml", "tests/auditd.yaml");
        _repository.Write("examples/agents/web/tests/auditd.yaml", _repository.Read("examples/agents/tests/auditd.yaml").Replace("AgentIsActive", "AgentIsActiveHere", StringComparison.Ordinal));

        var run = await RunAsync(["build", "examples/agents/**", "--json"], new PlayedDocuments { FailingStep = "AgentIsActiveHere" });

        AssertEnded(Ending.TestFailed, run);
        Assert.Equal([("agents-jobs", "built"), ("agents-web", "failed")], Outcomes(run));
    }

    [Fact]
    public async Task The_chain_is_built_base_first()
    {
        _repository.CopyExamples("chain", "web");

        var run = await RunAsync(["build", "examples/chain", "--json"]);

        AssertEnded(Ending.Done, run);
        Assert.Equal([("chain-base", "built"), ("chain-web", "built")], Outcomes(run));
    }

    [Fact]
    public async Task Two_architectures_are_an_image_each()
    {
        _repository.CopyExamples("architectures");

        var run = await RunAsync(["plan", "examples/architectures", "--json"]);

        AssertEnded(Ending.Done, run);
        Assert.Equal([("tools", "planned"), ("tools-arm64", "planned")], Outcomes(run));
        Assert.All(Parts(run), part => Assert.Contains(part.GetProperty("plan").EnumerateArray(), row => row.GetProperty("operation").GetString() == "create"));
    }

    /// <param name="days">How much later it is.</param>
    private Task<ProgramRun> RunAsync(string[] arguments, PlayedDocuments? played = null, int days = 0)
    {
        _repository.Commit();
        return ProgramRun.StartAsync(_repository.Root, [.. arguments, "--local"], edges: new Edges { Machines = (played ?? new PlayedDocuments()).Machines(_machines.Path) }, time: new FastTime(TimeSpan.FromDays(days)));
    }

    private static JsonElement Json(ProgramRun run) => JsonDocument.Parse(run.Output).RootElement;

    private static string? Outcome(ProgramRun run) => Json(run).GetProperty("outcome").GetString();

    private static IEnumerable<JsonElement> Parts(ProgramRun run) => Json(run).GetProperty("results").EnumerateArray();

    private static IEnumerable<(string?, string?)> Outcomes(ProgramRun run) => Parts(run).Select(part => (part.GetProperty("image").GetString(), part.GetProperty("outcome").GetString()));

    private static void AssertEnded(Ending expected, ProgramRun run) => Assert.True(run.Ending == expected, $"ended {run.Ending}: {run.Output}{run.Error}");
}
