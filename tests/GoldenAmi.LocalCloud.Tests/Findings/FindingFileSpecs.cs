using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud.Findings;

namespace GoldenAmi.LocalCloud.Tests.Findings;

public sealed class FindingFileSpecs
{
    [Fact]
    public void A_file_says_what_scans_find()
    {
        var found = Read("""{ "findings": [ { "vulnerability": "CVE-2026-1", "severity": "HIGH", "package": "openssl", "version": "3.0.1", "fixedIn": "3.0.2", "score": 7.5, "image": "web" }, ] }""");

        Assert.Equal([new Finding("CVE-2026-1", "HIGH", "openssl", "3.0.1") { Image = "web", FixedIn = "3.0.2", Score = 7.5 }], found);
    }

    [Fact]
    public void Every_problem_is_told_at_once()
    {
        var failure = Assert.Throws<UserErrorException>(() => Read("""{ "findings": [ { "vulnerability": "CVE-2026-1", "severity": "BAD", "package": "openssl", "colour": 1, "score": 11 }, 7 ] }"""));

        Assert.Equal(Ending.Usage, failure.Ending);
        Assert.All(failure.Diagnostics, problem => Assert.Equal(ErrorCode.FindingFileInvalid, problem.Code));
        string[] told = ["'colour' is no member", "'version' is missing", "'BAD' is no severity", "'score' is no number", "finding 2: is no object"];
        Assert.Equal(told.Length, failure.Diagnostics.Count);
        Assert.All(told.Zip(failure.Diagnostics), pair => Assert.Contains(pair.First, pair.Second.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no json")]
    public void What_is_no_such_file_is_told(string text) =>
        Assert.Equal(ErrorCode.FindingFileInvalid, Assert.Throws<UserErrorException>(() => Read(text)).Diagnostics[0].Code);

    private static IReadOnlyList<Finding> Read(string text)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            return FindingFile.Read(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
