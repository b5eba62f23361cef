using System.Xml.Linq;
using GoldenAmi.Action.Reports;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Tests.Reports;

/// <summary>What a CI system reads of the steps that checked an image.</summary>
public sealed class JUnitSpecs
{
    private static readonly CheckedStep Passed = new("web/components/nginx.yaml", "validate", "ConfigurationIsValid", CheckOutcome.Passed)
    {
        Duration = TimeSpan.FromMilliseconds(1250),
        Place = new("web/components/nginx.yaml", 21, 9),
    };

    private static readonly CheckedStep Failed = new("web/tests/page.yaml", "test", "PageAnswers", CheckOutcome.Failed)
    {
        Duration = TimeSpan.FromSeconds(3),
        Place = new("web/tests/page.yaml", 9, 7),
        Message = "exit status 7",
        ErrorLines = ["curl: (7) Failed to connect to localhost port 80", "check: <nginx> & its page"],
    };

    [Fact]
    public void Each_step_is_a_case_in_the_suite_of_its_document_and_phase() => GoldenFile.Check("junit.xml", JUnit.Write(Summary(
        Passed,
        Failed with { Step = "ServiceIsActive", Outcome = CheckOutcome.Ignored, ErrorLines = [] },
        Failed,
        Failed with { Step = "PageIsOurs", Outcome = CheckOutcome.NotReached, Duration = null, Message = "the build ended before it", ErrorLines = [] }))!);

    [Theory]
    [InlineData("\u001b[31mred\u0000\u0007\u0085", "\uFFFD[31mred\uFFFD\uFFFD\uFFFD")]
    [InlineData("]]></failure></testcase><testcase name=\"x\"/>", "]]></failure></testcase><testcase name=\"x\"/>")]
    [InlineData("&#0; &lol; <!ENTITY x SYSTEM 'file:///etc/passwd'>", "&#0; &lol; <!ENTITY x SYSTEM 'file:///etc/passwd'>")]
    public void What_a_component_wrote_stays_text_that_xml_can_carry(string written, string read)
    {
        var failure = CaseOf(Failed with { Message = written, ErrorLines = [written] }).Element("failure")!;

        Assert.Equal(read, failure.Attribute("message")!.Value);
        Assert.Equal($"at web/tests/page.yaml(9,7)\n{read}", failure.Value);
    }

    // No theory: a test runner's own text cannot carry half a pair
    [Fact]
    public void Half_a_surrogate_pair_is_replaced_and_a_whole_one_stays() =>
        Assert.Equal("half \uFFFD pair, whole \ud83d\ude00, none \uFFFD", CaseOf(Failed with { Message = "half \ud800 pair, whole \ud83d\ude00, none \uffff" }).Element("failure")!.Attribute("message")!.Value);

    [Fact]
    public void Names_that_a_document_of_somebody_else_gives_are_cleaned_too()
    {
        var test = CaseOf(Failed with { Component = "amazon/\u0001x", Step = "a\nb\"<", Place = null });

        Assert.Equal(("amazon/\uFFFDx test", "a b\"<"), (test.Attribute("classname")!.Value, test.Attribute("name")!.Value));
        Assert.Null(test.Attribute("file"));
    }

    [Fact]
    public void A_line_without_an_end_is_cut()
    {
        var failure = CaseOf(Failed with { Message = new string('m', 5_000_000), ErrorLines = [new string('e', 5_000_000)] }).Element("failure")!;

        Assert.Equal((1001, 1001), (failure.Attribute("message")!.Value.Length, failure.Value.Split('\n')[1].Length));
    }

    [Fact]
    public void A_build_that_failed_before_its_checks_shows_an_error_beside_the_skipped_cases()
    {
        var summary = Summary(Passed with { Outcome = CheckOutcome.NotReached, Duration = null, Message = "the build ended before it" }) with
        {
            Outcome = "refused",
            Ending = Ending.Refused,
            Problems = [new Diagnostic("GA0314", "Step 'Install' failed.", new("web/components/nginx.yaml", 6, 9), "mend the step.")],
        };

        var root = XDocument.Parse(JUnit.Write(summary)!).Root!;

        Assert.Equal(("2", "0", "1", "1"), (root.Attribute("tests")!.Value, root.Attribute("failures")!.Value, root.Attribute("errors")!.Value, root.Attribute("skipped")!.Value));
        var error = root.Descendants("error").Single();
        Assert.Equal(("GA0314", "6"), (error.Parent!.Attribute("name")!.Value, error.Parent.Attribute("line")!.Value));
        Assert.Equal("web/components/nginx.yaml(6,9): error GA0314: Step 'Install' failed. Fix: mend the step.", error.Value);
    }

    [Fact]
    public void Suites_of_several_images_are_told_apart()
    {
        var parts = new[] { Summary(Passed) with { Image = "web" }, Summary(Passed) with { Image = "api" } };

        var root = XDocument.Parse(JUnit.Write(RunSummary.Of(Summary() with { Image = null }, parts))!).Root!;

        Assert.Equal(("Golden AMI", "2"), (root.Attribute("name")!.Value, root.Attribute("tests")!.Value));
        Assert.Equal(["web web/components/nginx.yaml validate", "api web/components/nginx.yaml validate"], root.Elements("testsuite").Select(suite => suite.Attribute("name")!.Value));
    }

    [Fact]
    public void Without_steps_there_is_no_file() => Assert.Null(JUnit.Write(Summary()));

    private static XElement CaseOf(CheckedStep step) => XDocument.Parse(JUnit.Write(Summary(step))!).Descendants("testcase").Single();

    private static RunSummary Summary(params CheckedStep[] steps) => new() { Command = "build", Outcome = "failed", Ending = Ending.TestFailed, Image = "web", Steps = steps };
}
