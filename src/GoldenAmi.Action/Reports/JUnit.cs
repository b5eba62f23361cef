using System.Globalization;
using System.Text;
using System.Xml;

namespace GoldenAmi.Action.Reports;

/// <summary>The tests of the new image as JUnit XML, which every CI system shows: a suite per component document, a case per step.</summary>
internal static class JUnit
{
    /// <summary>Null when no test ran.</summary>
    public static string? Write(RunSummary summary)
    {
        var builds = summary.Leaves.Where(leaf => leaf.Build is { Tests.Count: > 0 }).ToList();
        if (builds.Count == 0)
        {
            return null;
        }

        using var text = new Utf8Text();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", CheckCharacters = false }))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", summary.Parts.Count > 0 ? "Golden AMI" : $"{summary.Image} {builds[0].Build!.Release.Version}");
            foreach (var leaf in builds)
            {
                WriteSuites(xml, leaf.Build!, summary.Parts.Count > 0 ? $"{leaf.Image} " : "");
            }

            xml.WriteEndElement();
        }

        return text + "\n";
    }

    /// <param name="image">Put before each suite's name, when there are several images.</param>
    private static void WriteSuites(XmlWriter xml, Builds.BuildResult build, string image)
    {
        foreach (var suite in build.Tests.GroupBy(test => test.Component, StringComparer.Ordinal))
        {
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", image + suite.Key);
            xml.WriteAttributeString("tests", $"{suite.Count()}");
            xml.WriteAttributeString("failures", $"{suite.Count(test => !test.Passed)}");
            foreach (var test in suite)
            {
                WriteCase(xml, test);
            }

            xml.WriteEndElement();
        }
    }

    private static void WriteCase(XmlWriter xml, Builds.TestResult test)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", test.Component);
        xml.WriteAttributeString("name", test.Step);
        if (test.Duration is { } duration)
        {
            xml.WriteAttributeString("time", duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));
        }

        if (!test.Passed)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", $"The step {test.Step} failed; the log has its output.");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    /// <summary>A writer whose declaration says UTF-8: the file is written so.</summary>
    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
