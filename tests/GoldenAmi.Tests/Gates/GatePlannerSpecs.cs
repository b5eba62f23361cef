using FsCheck;
using FsCheck.Fluent;
using GoldenAmi.Gates;
using GoldenAmi.Recipes;
using GoldenAmi.Tests.Builds;

namespace GoldenAmi.Tests.Gates;

public sealed class GatePlannerSpecs
{
    private static readonly DateOnly Today = new(2026, 11, 29);

    // No finding is lost, none is judged twice, what is under the threshold never fails, what is ignored never does, and a stricter threshold lets nothing more pass.
    [Fact]
    public void Each_finding_gets_one_verdict_and_a_stricter_gate_passes_no_more() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Cases().ToArbitrary(), each =>
        {
            var (rule, findings) = each;
            var verdict = GatePlanner.Judge(rule, findings, Today);
            var judged = verdict.Failing.Concat(verdict.Ignored.Select(ignored => ignored.Finding)).Concat(verdict.Passing).ToList();
            var stricter = GatePlanner.Judge(rule with { Fail = FindingSeverity.Low, FixableOnly = false, Ignore = [] }, findings, Today);
            return judged.Count == findings.DistinctBy(finding => (finding.Vulnerability, finding.Package)).Count()
                && judged.Distinct().Count() == judged.Count
                && verdict.Failing.All(finding => finding.Severity >= rule.Fail && (finding.HasFix || !rule.FixableOnly))
                && verdict.Failing.All(finding => !rule.Ignore.Any(entry => entry.Id == finding.Vulnerability && !(entry.Until < Today)))
                && verdict.IsPassed == (verdict.Failing.Count == 0)
                && stricter.Failing.Count >= verdict.Failing.Count;
        }));

    [Fact]
    public void An_ignored_finding_counts_again_after_its_last_day()
    {
        var rule = Rule() with { Ignore = [new IgnoredFinding("CVE-2026-1", "not reachable", Today, SmallRecipe.Here)] };
        Finding[] findings = [new("CVE-2026-1", FindingSeverity.Critical, "openssl 3.0.1")];

        Assert.Equal("not reachable", Assert.Single(GatePlanner.Judge(rule, findings, Today).Ignored).Rule.Reason);
        var next = GatePlanner.Judge(rule, findings, Today.AddDays(1));
        Assert.False(next.IsPassed);
        Assert.Equal("CVE-2026-1", Assert.Single(next.Expired).Id);
    }

    [Fact]
    public void The_worst_stands_first() => Assert.Equal(
        ["CVE-2", "CVE-1", "CVE-3"],
        GatePlanner.Judge(Rule(), [new("CVE-3", FindingSeverity.High, "b"), new("CVE-1", FindingSeverity.High, "a"), new("CVE-2", FindingSeverity.Critical, "z")], Today).Failing.Select(finding => finding.Vulnerability));

    private static VulnerabilityRule Rule() => new(FindingSeverity.High, FixableOnly: false, [], SmallRecipe.Here);

    private static Gen<(VulnerabilityRule, Finding[])> Cases() =>
        from fail in Gen.Elements(FindingSeverity.Low, FindingSeverity.Medium, FindingSeverity.High, FindingSeverity.Critical)
        from fixableOnly in Gen.Elements(true, false)
        from ignored in Gen.ListOf(Gen.Choose(1, 6))
        from until in Gen.Elements<int?>(null, -1, 0, 1)
        from findings in Gen.ArrayOf(
            from id in Gen.Choose(1, 6)
            from severity in Gen.Elements(Enum.GetValues<FindingSeverity>())
            from package in Gen.Elements("openssl 3.0.1", "bash 5.2")
            from hasFix in Gen.Elements(true, false)
            select new Finding($"CVE-2026-{id}", severity, package) { HasFix = hasFix })
        select (new VulnerabilityRule(
            fail, fixableOnly, [.. ignored.Distinct().Select(id => new IgnoredFinding($"CVE-2026-{id}", null, until is { } days ? Today.AddDays(days) : null, SmallRecipe.Here))], SmallRecipe.Here), findings);
}
