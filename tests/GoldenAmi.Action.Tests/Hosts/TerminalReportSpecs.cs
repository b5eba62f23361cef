using GoldenAmi.Action.Hosts;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Tests.Hosts;

public class TerminalReportSpecs
{
    private static readonly Diagnostic Problem = new("GA0104", "Region 'x' is no region.", new SourcePlace("golden-ami.yaml", 12, 5), "mend it.");

    [Fact]
    public void Events_are_one_line_each_subject_first()
    {
        var log = Write(colour: false, report =>
        {
            report.OpenGroup("Build");
            report.Say("us-west-2", "ami-0abc available", TimeSpan.FromSeconds(252));
            report.Output("\e[31mred\e[0m ::error::x");
            report.CloseGroup();
            report.Problem(Problem);
        });

        Assert.Equal(
            """
            Build
            us-west-2        ami-0abc available  4m12s
              |  [31mred [0m ::error::x
            golden-ami.yaml(12,5): error GA0104: Region 'x' is no region. Fix: mend it.

            """,
            log);
    }

    [Fact]
    public void Colour_is_for_problems_only() =>
        Assert.Equal("\e[31mgolden-ami.yaml(12,5): error GA0104: Region 'x' is no region. Fix: mend it.\e[0m\n", Write(colour: true, report => report.Problem(Problem)));

    [Fact]
    public void A_masked_text_is_never_printed() =>
        Assert.Equal("key              is ***\n", Write(colour: false, report =>
        {
            report.Mask("s3cr3t");
            report.Say("key", "is s3cr3t");
        }));

    [Theory]
    [InlineData(0.04, "0.0s")]
    [InlineData(9.96, "10s")]
    [InlineData(59.7, "1m00s")]
    [InlineData(252, "4m12s")]
    [InlineData(3599.9, "1h00m")]
    [InlineData(93900, "26h05m")]
    public void Durations_are_short(double seconds, string shown) => Assert.Equal(shown, EventLine.Show(TimeSpan.FromSeconds(seconds)));

    private static string Write(bool colour, System.Action<TerminalReport> act)
    {
        using var log = new StringWriter { NewLine = "\n" };
        act(new TerminalReport(log, colour));
        return log.ToString();
    }
}
