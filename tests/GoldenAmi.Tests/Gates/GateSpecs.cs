using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud;
using GoldenAmi.LocalCloud.Findings;
using GoldenAmi.Publishing;
using GoldenAmi.Recipes;
using GoldenAmi.Tests.Builds.Running;

namespace GoldenAmi.Tests.Gates;

/// <summary>The gate between the home region and the world, over LocalCloud with a file of findings.</summary>
public sealed class GateSpecs
{
    private static readonly Finding Openssl = new("CVE-2026-1", "CRITICAL", "openssl", "3.0.1") { FixedIn = "3.0.2" };

    [Fact]
    public async Task A_finding_holds_the_image_back_and_nothing_leaves_the_home_region()
    {
        await using var world = await CloudWorld.OpenAsync(findings: [Openssl, new("CVE-2026-2", "LOW", "bash", "5.2")]);
        var run = world.Run();

        var held = Assert.IsType<BuildEnd.Held>(await run.BuildAsync(Gated()));

        Assert.Equal(ErrorCode.GateFailed, held.Problem.Code);
        Assert.Equal("1 finding of severity high or above holds web 1.4.0/1 back: CVE-2026-1 (critical, openssl 3.0.1, fixed in 3.0.2). Nothing left us-east-1.", held.Problem.Message);
        Assert.Equal(("CVE-2026-1", 1), (Assert.Single(held.Refusal.Verdict.Failing).Vulnerability, held.Refusal.Verdict.Passing.Count));
        Assert.DoesNotContain("DistributeImage", run.Calls.Seen);
        Assert.All(world.Cloud.Images(), image => Assert.Equal("us-east-1", image.Region));
    }

    [Fact]
    public async Task An_ignored_finding_is_listed_and_lets_the_image_go_without_another_build()
    {
        await using var world = await CloudWorld.OpenAsync(findings: [Openssl]);
        Assert.IsType<BuildEnd.Held>(await world.Run().BuildAsync(Gated()));
        var run = world.Run();

        var released = Assert.IsType<BuildEnd.Released>(await run.BuildAsync(Gated(new IgnoredFinding("CVE-2026-1", "not reachable", null, CloudWorld.Here)))).Result;

        Assert.Equal("not reachable", Assert.Single(released.Gates!.Ignored).Rule.Reason);
        Assert.DoesNotContain("CreateImage", run.Calls.Seen);
        Assert.Equal(["eu-west-1", "us-east-1"], released.Release.Images.Select(image => image.Region.Value));
    }

    [Fact]
    public async Task What_passed_is_not_judged_twice_and_costs_no_call()
    {
        await using var world = await CloudWorld.OpenAsync(findings: []);
        Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(Gated()));
        var again = world.Run();

        var reused = Assert.IsType<BuildEnd.Released>(await again.BuildAsync(Gated())).Result;

        Assert.Equal(Outcome.Reused, reused.Outcome);
        Assert.DoesNotContain("ListImageScanFindings", again.Calls.Seen);
        Assert.Empty(again.Calls.Changes);
        Assert.InRange(again.Calls.Seen.Count, 1, 12);
    }

    [Fact]
    public async Task An_image_in_its_home_region_only_is_held_back_again_by_the_next_run()
    {
        await using var world = await CloudWorld.OpenAsync(findings: [Openssl]);
        var home = Gated() is var recipe ? recipe with { Distribution = recipe.Distribution with { Regions = [.. recipe.Distribution.Regions.Where(region => region.Region.Value.Value == "us-east-1")] } } : recipe;

        Assert.IsType<BuildEnd.Held>(await world.Run().BuildAsync(home));
        Assert.IsType<BuildEnd.Held>(await world.Run().BuildAsync(home));
    }

    [Fact]
    public async Task Without_a_scan_the_gate_stays_closed_and_says_why()
    {
        await using var world = await CloudWorld.OpenAsync();
        var run = world.Run();

        var failure = await Assert.ThrowsAsync<UserErrorException>(() => run.BuildAsync(Gated()));

        Assert.Equal((Ending.Refused, ErrorCode.ScanMissing), (failure.Ending, failure.Diagnostics[0].Code));
        Assert.Contains("Inspector", failure.Diagnostics[0].Fix, StringComparison.Ordinal);
        Assert.DoesNotContain("DistributeImage", run.Calls.Seen);
    }

    [Fact]
    public async Task A_gate_that_is_new_in_a_recipe_builds_anew_because_the_old_image_was_not_scanned()
    {
        await using var world = await CloudWorld.OpenAsync(findings: []);
        Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(CloudWorld.Web()));

        var released = Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(Gated())).Result;

        Assert.Equal((Outcome.Built, true), (released.Outcome, released.Gates!.IsPassed));
    }

    [Fact]
    public async Task A_scan_that_goes_on_is_waited_for_or_left_to_the_next_run()
    {
        await using var world = await CloudWorld.OpenAsync(findings: [], pace: new CloudPace { Scan = TimeSpan.FromSeconds(2) });
        Assert.IsType<BuildEnd.Detached>(await world.Run().BuildAsync(Gated(), ProgramUnderTest.Options() with { Wait = false }));
        var run = world.Run();

        var released = Assert.IsType<BuildEnd.Released>(await run.BuildAsync(Gated())).Result;

        Assert.True(released.Gates!.IsPassed);
        Assert.Contains(run.Report.Lines, line => line.Contains("scanning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_plan_says_that_findings_are_to_be_judged_and_then_no_more()
    {
        await using var world = await CloudWorld.OpenAsync(findings: [Openssl]);
        var before = await world.Run().PlanAsync(Gated());
        Assert.IsType<BuildEnd.Held>(await world.Run().BuildAsync(Gated()));
        var held = await world.Run().PlanAsync(Gated());
        var ignoring = Gated(new IgnoredFinding("CVE-2026-1", "not reachable", null, CloudWorld.Here));
        Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(ignoring));

        Assert.Contains("judge the findings of the new image", before.Operations.Select(operation => $"{operation.Operation} {operation.Resource}"));
        Assert.Equal("judge the findings of web 1.4.0/1", $"{held.Operations[0].Operation} {held.Operations[0].Resource}");
        Assert.False((await world.Run().PlanAsync(ignoring)).Changed);
    }

    [Fact]
    public async Task Findings_of_many_pages_are_all_judged()
    {
        await using var world = await CloudWorld.OpenAsync(findings: [.. Enumerable.Range(1, 60).Select(number => new Finding($"CVE-2026-{number}", "HIGH", "linux", "6.1"))]);

        var held = Assert.IsType<BuildEnd.Held>(await world.Run().BuildAsync(Gated()));

        Assert.Equal(60, held.Refusal.Verdict.Failing.Count);
        Assert.Contains("and 50 more", held.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ignored_finding_whose_last_day_is_over_is_told_and_counts_again()
    {
        await using var world = await CloudWorld.OpenAsync(findings: [Openssl]);
        var run = world.Run();

        Assert.IsType<BuildEnd.Held>(await run.BuildAsync(Gated(new IgnoredFinding("CVE-2026-1", "not reachable", new DateOnly(2020, 1, 31), CloudWorld.Here))));

        var warning = Assert.Single(run.Report.Problems);
        Assert.Equal((ErrorCode.IgnoredFindingExpired, Severity.Warning, CloudWorld.Here), (warning.Code, warning.Severity, warning.Place));
        Assert.Equal("'CVE-2026-1' is ignored until 2020-01-31 only, which is over.", warning.Message);
    }

    [Fact]
    public async Task A_released_image_is_judged_again_when_what_let_it_go_is_not_ignored_any_more()
    {
        await using var world = await CloudWorld.OpenAsync(findings: [Openssl]);
        var ignoring = Gated(new IgnoredFinding("CVE-2026-1", "not reachable", new DateOnly(2026, 12, 31), CloudWorld.Here));
        Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(ignoring));
        var (planning, building) = (world.Run(), world.Run());
        planning.Time.Pass(TimeSpan.FromDays(60));
        building.Time.Pass(TimeSpan.FromDays(60));

        var plan = await planning.PlanAsync(ignoring);
        var held = Assert.IsType<BuildEnd.Held>(await building.BuildAsync(ignoring));

        Assert.Equal("judge the findings of web 1.4.0/1", $"{plan.Operations[0].Operation} {plan.Operations[0].Resource}");
        Assert.EndsWith("It was released before, under other gates.", held.Problem.Message, StringComparison.Ordinal);
        Assert.Empty(building.Calls.Changes);
    }

    [Fact]
    public async Task An_image_of_the_home_region_alone_that_was_held_back_is_not_called_released()
    {
        await using var world = await CloudWorld.OpenAsync(findings: [Openssl]);
        var recipe = Home(Gated());

        var (first, second) = (await world.Run().BuildAsync(recipe), await world.Run().BuildAsync(recipe));

        Assert.All([first, second], end => Assert.EndsWith("Nothing left us-east-1.", Assert.IsType<BuildEnd.Held>(end).Problem.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_held_back_is_no_release_that_files_are_moved_to()
    {
        await using var world = await CloudWorld.OpenAsync(findings: [Openssl]);
        Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(Home(CloudWorld.Web())));
        var gated = Home(Gated()) with { Components = CloudWorld.Web(page: "newer").Components };
        Assert.IsType<BuildEnd.Held>(await world.Run().BuildAsync(gated));

        var held = await HistoryAsync(world, gated);
        Assert.IsType<BuildEnd.Released>(await world.Run().BuildAsync(gated with { Gates = new GateRules() }));
        var released = await HistoryAsync(world, gated);

        Assert.Equal(["1.4.0"], held.Select(release => release.Version));
        Assert.Equal(["1.4.1", "1.4.0"], released.Select(release => release.Version));
    }

    private static async Task<IReadOnlyList<PastRelease>> HistoryAsync(CloudWorld world, Recipe recipe) =>
        (await world.Run().ByHandAsync(clients => new ReleaseHistory(clients).ReadAsync(recipe, CancellationToken.None))).Releases;

    private static Recipe Home(Recipe recipe) =>
        recipe with { Distribution = recipe.Distribution with { Regions = [.. recipe.Distribution.Regions.Where(region => region.Region.Value == recipe.Region.Value)] } };

    private static Recipe Gated(params IgnoredFinding[] ignore) =>
        CloudWorld.Web() with { Gates = new GateRules { Vulnerabilities = new VulnerabilityRule(FindingSeverity.High, FixableOnly: false, ignore, CloudWorld.Here) } };
}
