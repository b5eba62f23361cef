using FsCheck;
using FsCheck.Fluent;
using GoldenAmi.Action.Hosts;

namespace GoldenAmi.Action.Tests.Hosts;

public class WorkflowCommandSpecs
{
    [Fact]
    public void Data_escapes_percent_and_line_ends_and_nothing_else() =>
        Assert.Equal("::error::100%25 a%0D%0Ab:c,d;e]f", new WorkflowCommand("error", "100% a\r\nb:c,d;e]f").ToString());

    [Fact]
    public void Properties_escape_colons_and_commas_too() =>
        Assert.Equal(
            "::error file=a%3Ab%2Cc%25d%0De%0Af;g]h,line=3::text",
            new WorkflowCommand("error", "text") { Properties = [("file", "a:b,c%d\re\nf;g]h"), ("line", "3")] }.ToString());

    [Fact]
    public void The_runner_reads_back_what_was_written()
    {
        Prop.ForAll<string, string>((data, value) =>
        {
            var (name, text) = (data ?? "", value ?? "");
            var line = new WorkflowCommand("warning", name) { Properties = [("title", text)] }.ToString();
            var (readData, readValue) = RunnersReader.Read(line);
            return !line.Contains('\n', StringComparison.Ordinal) && readData == name && readValue == text;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("::set-output name=a::b", ": :set-output name=a::b")]
    [InlineData("  ::error::x", "  : :error::x")]
    [InlineData("##[error]x", "# #[error]x")]
    [InlineData("text ##[set-env name=PATH;]x", "text # #[set-env name=PATH;]x")]
    [InlineData("###[group]x", "## #[group]x")]
    [InlineData("a ##vso[task.setvariable variable=x]y", "a # #vso[task.setvariable variable=x]y")]
    [InlineData("progress\r::error::x", ": :error::x")]
    [InlineData("Reading ... 5%\rReading ... 100%\r", "Reading ... 100%")]
    [InlineData("\e]0;title\a\e[2Jx\ty", " ]0;title  [2Jx\ty")]
    [InlineData("plain: text, 100% [ok]; a::b", "plain: text, 100% [ok]; a::b")]
    public void Untrusted_text_cannot_be_taken_for_a_command(string text, string printed) => Assert.Equal(printed, UntrustedText.OneLine(text));

    [Fact]
    public void No_text_at_all_is_taken_for_a_command()
    {
        var pieces = Gen.Elements("::", "##[", "##vso[", "#", "[", "error", "set-output name=a", "]", " ", "\r", "\n", "\t", "\e", "x");
        Prop.ForAll(Gen.ListOf(pieces).Select(list => string.Concat(list)).ToArbitrary(), text =>
        {
            var line = UntrustedText.OneLine(text);
            return !line.Contains("##[", StringComparison.Ordinal)
                && !line.Contains("##vso[", StringComparison.Ordinal)
                && !line.TrimStart().StartsWith("::", StringComparison.Ordinal)
                && line.All(character => character == '\t' || !char.IsControl(character));
        }).QuickCheckThrowOnFailure();
    }
}
