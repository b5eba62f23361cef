using GoldenAmi.Action.Hosts;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Tests.Hosts;

public sealed class GitHubReportSpecs : IDisposable
{
    private readonly StringWriter _log = new() { NewLine = "\n" };

    [Fact]
    public void Other_peoples_output_is_printed_where_the_runner_obeys_no_commands()
    {
        using (var report = Report())
        {
            report.OpenGroup("build: nginx");
            report.Output("::set-output name=ami-id::ami-evil");
            report.Output("##[set-env name=PATH;]/tmp");
            report.Output("::token1::");
            report.Say("nginx", "installed", TimeSpan.FromSeconds(72));
            report.Output("done");
        }

        Assert.Equal(
            """
            ::group::build: nginx
            ::stop-commands::token1
              | : :set-output name=ami-id::ami-evil
              | # #[set-env name=PATH;]/tmp
              | : :token1::
            ::token1::
            nginx            installed  1m12s
            ::stop-commands::token2
              | done
            ::token2::
            ::endgroup::

            """,
            _log.ToString());
    }

    [Fact]
    public void A_problem_becomes_an_annotation_on_its_own_line_outside_every_group()
    {
        using (var report = Report())
        {
            report.OpenGroup("check");
            report.Problem(new Diagnostic("GA0104", "Region 'us-est-1' is not an AWS region.", new SourcePlace("images/a,b.yaml", 12, 5), "did you mean 'us-east-1'?"));
            report.Problem(new Diagnostic("GA0600", "100% wrong.", null, "mend it.") { Severity = Severity.Warning });
        }

        Assert.Equal(
            """
            ::group::check
            ::endgroup::
            ::error file=images/a%2Cb.yaml,line=12,col=5,title=GA0104::images/a,b.yaml(12,5): GA0104: Region 'us-est-1' is not an AWS region. Fix: did you mean 'us-east-1'?
            ::warning title=GA0600::GA0600: 100%25 wrong. Fix: mend it.

            """,
            _log.ToString());
    }

    [Theory]
    [InlineData(9, "")]
    [InlineData(10, "::error title=GA0001::GA0001: problem 10. Fix: mend it.")]
    [InlineData(11, "::error::and 2 more errors: they are lines of the log.")]
    [InlineData(25, "::error::and 16 more errors: they are lines of the log.")]
    public void At_most_ten_annotations_of_a_kind_are_written(int problems, string last)
    {
        using (var report = Report())
        {
            for (var number = 1; number <= problems; number++)
            {
                report.Problem(new Diagnostic("GA0001", $"problem {number}.", null, "mend it."));
            }
        }

        var lines = _log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Math.Min(problems, 10), lines.Count(line => line.StartsWith("::error", StringComparison.Ordinal)));
        Assert.Equal(problems, lines.Count(line => line.Contains("problem ", StringComparison.Ordinal)) - (problems == 10 ? 1 : 0));
        Assert.Equal(last, problems < 10 ? "" : lines[^1]);
    }

    [Fact]
    public void A_masked_text_is_given_to_the_runner_once_and_never_printed_again()
    {
        using (var report = Report())
        {
            report.Mask("first-line\nsecond%line");
            report.Mask("first-line");
            report.Say("token", "is first-line");
            report.Output("echo second%line");
        }

        Assert.Equal(
            """
            ::add-mask::first-line
            ::add-mask::second%25line
            token            is ***
            ::stop-commands::token1
              | echo ***
            ::token1::

            """,
            _log.ToString());
    }

    public void Dispose() => _log.Dispose();

    private GitHubReport Report()
    {
        var token = 0;
        return new GitHubReport(_log, () => $"token{++token}");
    }
}
