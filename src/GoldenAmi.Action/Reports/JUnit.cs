using System.Globalization;
using System.Text;
using System.Xml;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Builds;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Reports;

/// <summary>
/// The steps that checked the images as JUnit XML, which every CI system shows: a suite per component document and phase, a case per step. <c>classname</c> carries
/// the phase too, since Azure and GitHub know a test by it and its name; <c>file</c> and <c>line</c> are what they link a failure to.
/// </summary>
internal static class JUnit
{
    /// <summary>Null when no build was followed, or its documents check nothing.</summary>
    public static string? Write(RunSummary summary)
    {
        var images = summary.Leaves.Where(leaf => leaf.Steps.Count > 0).ToList();
        if (images.Count == 0)
        {
            return null;
        }

        using var text = new Utf8Text();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
        {
            var suites = images.SelectMany(image => SuitesOf(image, summary.Parts.Count > 0 ? $"{image.Image} " : "")).ToList();
            xml.WriteStartElement("testsuites");
            Attribute(xml, "name", summary.Parts.Count > 0 ? "Golden AMI" : $"{summary.Image} {images[0].Build?.Release.Version}".TrimEnd());
            WriteCounts(xml, [.. suites.SelectMany(suite => suite.Cases)]);
            foreach (var suite in suites)
            {
                WriteSuite(xml, suite);
            }

            xml.WriteEndElement();
        }

        return text + "\n";
    }

    /// <param name="prefix">Put before each suite's name, when there are several images.</param>
    private static IEnumerable<Suite> SuitesOf(RunSummary image, string prefix)
    {
        foreach (var suite in image.Steps.GroupBy(step => $"{step.Component} {step.Phase}", StringComparer.Ordinal))
        {
            yield return new Suite(prefix + suite.Key, [.. suite.Select(step => CaseOf(suite.Key, step))]);
        }

        // Without it a build that failed elsewhere would show nothing but skipped cases, which reads as success
        if (image.Problems.FirstOrDefault(problem => problem.Severity == Severity.Error) is { } problem && !image.Steps.Any(step => step.Outcome == CheckOutcome.Failed))
        {
            var name = $"{image.Image} {image.Command}";
            yield return new Suite(name, [new Case(name, problem.Code, new Mark("error", problem.Message, ProblemText.Of(problem))) { Place = problem.Place }]);
        }
    }

    private static Case CaseOf(string className, CheckedStep step) => new(className, step.Step, step.Outcome switch
    {
        CheckOutcome.Passed => null,
        CheckOutcome.Failed => new Mark("failure", step.Message.Length == 0 ? "The step failed." : step.Message, Details(step)),
        CheckOutcome.Ignored => new Mark("skipped", $"Failed, which its document ignores: {step.Message}", ""),
        _ => new Mark("skipped", $"Not reached: {step.Message}.", ""),
    })
    {
        Duration = step.Duration,
        Place = step.Place,
    };

    /// <summary>Read as a stack trace: the place first, then the end of what the step wrote.</summary>
    private static string Details(CheckedStep step) => string.Join('\n', [.. step.Place is { } place ? [$"at {place}"] : Array.Empty<string>(), .. step.ErrorLines.Select(XmlText.Line)]);

    private static void WriteSuite(XmlWriter xml, Suite suite)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", suite.Name);
        WriteCounts(xml, suite.Cases);
        foreach (var test in suite.Cases)
        {
            WriteCase(xml, test);
        }

        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, IReadOnlyList<Case> cases)
    {
        Attribute(xml, "tests", Number(cases.Count));
        Attribute(xml, "failures", Number(cases.Count(test => test.Mark?.Element == "failure")));
        Attribute(xml, "errors", Number(cases.Count(test => test.Mark?.Element == "error")));
        Attribute(xml, "skipped", Number(cases.Count(test => test.Mark?.Element == "skipped")));
        Attribute(xml, "time", Seconds(cases.Aggregate(TimeSpan.Zero, (sum, test) => sum + (test.Duration ?? TimeSpan.Zero))));
    }

    private static void WriteCase(XmlWriter xml, Case test)
    {
        xml.WriteStartElement("testcase");
        Attribute(xml, "classname", test.ClassName);
        Attribute(xml, "name", test.Name);
        if (test.Duration is { } duration)
        {
            Attribute(xml, "time", Seconds(duration));
        }

        if (test.Place is { } place)
        {
            Attribute(xml, "file", place.File);
            Attribute(xml, "line", Number(place.Line));
        }

        if (test.Mark is { } mark)
        {
            xml.WriteStartElement(mark.Element);
            Attribute(xml, "message", mark.Message);
            xml.WriteString(XmlText.Clean(mark.Text));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, XmlText.Line(value));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    private sealed record Suite(string Name, IReadOnlyList<Case> Cases);

    /// <param name="Mark">Null when it passed.</param>
    private sealed record Case(string ClassName, string Name, Mark? Mark)
    {
        public TimeSpan? Duration { get; init; }

        public SourcePlace? Place { get; init; }
    }

    /// <param name="Element"><c>failure</c>, <c>error</c> or <c>skipped</c>.</param>
    private sealed record Mark(string Element, string Message, string Text);

    /// <summary>A writer whose declaration says UTF-8: the file is written so.</summary>
    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
