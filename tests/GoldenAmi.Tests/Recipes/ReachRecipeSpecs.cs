using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Recipes;

/// <summary>Distribution in full, pipeline and gates as a recipe says them.</summary>
public sealed class ReachRecipeSpecs
{
    private const string Full = """
        eu-west-1:
              copyTo: [ "111122223333" ]
              share:
                accounts: [ "444455556666" ]
                organizations: [ "arn:aws:organizations::111122223333:organization/o-abcdefghij" ]
                organizationalUnits: [ "arn:aws:organizations::111122223333:ou/o-abcdefghij/ou-abcd-12345678" ]
              parameters: [ { name: /golden/web/latest, account: "111122223333", type: text } ]
              launchTemplates: [ { id: lt-0abcdef1234567890, setDefault: true } ]
        pipeline:
          schedule: cron(0 6 ? * mon#1 *)
          timezone: Europe/Berlin
          start: always
          disableAfterFailures: 3
          enabled: false
          logGroups: { image: /golden/images, pipeline: /golden/pipelines }
          tags: { team: web }
        gates:
          vulnerabilities:
            fail: medium
            fixableOnly: true
            ignore: [ CVE-2026-1, { id: CVE-2026-2, reason: not reachable, until: 2026-12-31 } ]
        """;

    [Fact]
    public void Everything_that_can_be_said_is_read()
    {
        using var folder = new RecipeFolder();

        var loaded = folder.Load(RecipeFolder.Valid.Replace("eu-west-1: {}", Full, StringComparison.Ordinal).Replace("  regions:", "  role: arn:aws:iam::{account}:role/golden-ami-publish\n  regions:", StringComparison.Ordinal));

        var recipe = loaded.Recipe!;
        var region = recipe.Distribution.Regions.Single(each => each.Region.Value.Value == "eu-west-1");
        Assert.Equal(["111122223333"], region.CopyTo.Select(account => account.Value));
        Assert.Equal((1, 1, 1), (region.Share.Accounts.Count, region.Share.Organizations.Count, region.Share.Units.Count));
        Assert.Equal(("/golden/web/latest", "111122223333", false), Assert.Single(region.Parameters) is var parameter ? (parameter.Name, parameter.Account?.Value, parameter.IsImageType) : default);
        Assert.Equal(("lt-0abcdef1234567890", true), Assert.Single(region.LaunchTemplates) is var template ? (template.Id, template.SetDefault) : default);
        Assert.Equal("arn:aws:iam::{account}:role/golden-ami-publish", recipe.Distribution.Role!.Value);
        var pipeline = recipe.Pipeline!;
        Assert.Equal(("cron(0 6 ? * mon#1 *)", "Europe/Berlin", PipelineStart.Always, 3, false, true), (pipeline.Schedule, pipeline.Timezone, pipeline.Start, pipeline.DisableAfterFailures, pipeline.Enabled, pipeline.Scan));
        var gate = recipe.Gates.Vulnerabilities!;
        Assert.Equal((FindingSeverity.Medium, true), (gate.Fail, gate.FixableOnly));
        Assert.Equal([("CVE-2026-1", null, null), ("CVE-2026-2", "not reachable", new DateOnly(2026, 12, 31))], gate.Ignore.Select(entry => (entry.Id, entry.Reason, entry.Until)));

        // The pipeline moves them; that a build does not is said.
        var warning = Assert.Single(loaded.Problems);
        Assert.Equal((ErrorCode.RecipeNotAvailable, Severity.Warning), (warning.Code, warning.Severity));
    }

    [Theory]
    [InlineData("eu-west-1: {}", "eu-west-1: { parameters: [ { name: /golden/web } ] }", "(27,5): error GA0115: 'parameters' of eu-west-1 are known, not available yet for a build from CI.")]
    [InlineData("eu-west-1: {}", "eu-west-1: { launchTemplates: [ { id: lt-0abcdef1234567890 } ] }", "(27,5): error GA0115: 'launchTemplates' of eu-west-1 are known, not available yet for a build from CI.")]
    [InlineData("eu-west-1: {}", "eu-west-1: { copyTo: [ 123 ] }", "(27,28): error GA0116: '123' is not an AWS account id; it must be twelve digits in quotes.")]
    [InlineData("eu-west-1: {}", "eu-west-1: { share: { organizations: [ o-abc ] } }", "(27,44): error GA0116: 'o-abc' is not the ARN of an organization")]
    [InlineData("  regions:", "  role: arn:aws:iam::111122223333:role/x\n  regions:", "(24,9): error GA0116: 'arn:aws:iam::111122223333:role/x' is not the ARN of a role of each account")]
    [InlineData("refresh: 30d", "pipeline: { schedule: 0 6 * * ? * }", "(8,23): error GA0150: '0 6 * * ? *' is not a schedule of Image Builder: it must be cron(minute hour day month weekday year) or rate(number unit). Fix: write 'cron(0 6 * * ? *)'.")]
    [InlineData("refresh: 30d", "pipeline: { schedule: cron(0 6 * * * *) }", "(8,23): error GA0150: 'cron(0 6 * * * *)' is not a schedule of Image Builder: one of the day of the month and the day of the week must be '?'.")]
    [InlineData("eu-west-1: {}", "eu-west-1: { parameters: [ { name: /golden/web } ] }\npipeline: { distribute: home }", "(27,5): error GA0115: 'parameters' of eu-west-1 are known, not available yet for a build from CI.")]
    [InlineData("refresh: 30d", "pipeline: { distribute: hom }", "(8,25): error GA0114: 'hom' is not a value of distribute; allowed: everywhere, home. Fix: did you mean 'home'?")]
    [InlineData("refresh: 30d", "pipeline: { timezone: Europe/Berlim }", "(8,23): error GA0114: 'Europe/Berlim' is not a time zone of the IANA database. Fix: did you mean 'Europe/Berlin'?")]
    [InlineData("refresh: 30d", "pipeline: { disableAfterFailures: 11 }", "(8,35): error GA0113: '11' is not allowed for disableAfterFailures; it must be a whole number from 1 to 10.")]
    [InlineData("refresh: 30d", "gates: { vulnerabilities: { fail: hig } }", "(8,35): error GA0114: 'hig' is not a severity; allowed: critical, high, medium, low. Fix: did you mean 'high'?")]
    [InlineData("refresh: 30d", "gates: { vulnerabilities: { fail: high, ignore: [ { id: CVE-1, until: tomorrow } ] } }", "(8,71): error GA0116: 'tomorrow' is not a date; it must be year-month-day.")]
    [InlineData("refresh: 30d", "gates: { vulnerabilities: {} }", "error GA0111: The key 'fail' is missing in the gate of vulnerabilities.")]
    public void What_is_wrong_is_told_with_its_place(string piece, string other, string expected)
    {
        using var folder = new RecipeFolder();

        Assert.Contains(expected, Assert.Single(folder.ProblemsWith(piece, other)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_that_waits_for_what_never_comes_is_refused()
    {
        using var folder = new RecipeFolder();
        var fixedParts = RecipeFolder.Valid
            .Replace("ssm: /aws/service/debian/release/12/latest/amd64", "ami: ami-0abcdef1234567890", StringComparison.Ordinal)
            .Replace("update-linux@x.x.x", "update-linux@1.0.2", StringComparison.Ordinal);

        var problem = folder.OneProblem(fixedParts.Replace("refresh: 30d", "pipeline: { schedule: rate(7 days) }", StringComparison.Ordinal));

        Assert.Equal((ErrorCode.RecipeNothingUpdates, 8), (problem.Code, problem.Place!.Line));
        Assert.NotNull(folder.Load(fixedParts.Replace("refresh: 30d", "pipeline: { schedule: rate(7 days), start: always }", StringComparison.Ordinal)).Recipe);
    }

    [Fact]
    public void Sharing_needs_the_role_also_within_one_region()
    {
        using var folder = new RecipeFolder();
        var recipe = RecipeFolder.Valid.Replace("executionRole: golden-ami-execution\n", "", StringComparison.Ordinal).Replace("    eu-west-1: {}\n", "", StringComparison.Ordinal)
            .Replace("kmsKey: alias/golden\n", "copyTo: [ \"111122223333\" ]\n", StringComparison.Ordinal);

        Assert.Equal(ErrorCode.RecipeExecutionRoleMissing, folder.OneProblem(recipe).Code);
    }
}
