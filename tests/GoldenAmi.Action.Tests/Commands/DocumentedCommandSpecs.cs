using System.Text.RegularExpressions;
using GoldenAmi.Action.Commands;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Tests.Commands;

/// <summary>What the documents tell people to type is what the program takes.</summary>
public sealed partial class DocumentedCommandSpecs
{
    private static readonly string[] Documents = [.. RepositoryFiles.List("docs", "*.md"), "README.md", "CONTRIBUTING.md"];

    public static TheoryData<string> Pages { get; } = [.. Documents];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_of_a_page_is_one_that_the_program_reads(string page)
    {
        var mistakes = CommandsOf(page).Select(command => (command, Problem: FindProblem(command))).Where(each => each.Problem is not null).Select(each => $"golden-ami {each.command}: {each.Problem}");

        Assert.Empty(mistakes);
    }

    [Fact]
    public void Pages_have_commands()
    {
        var commands = Documents.SelectMany(CommandsOf).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(commands.Count > 40, $"only {commands.Count} were found: the pages are written in another form than this test reads");
        Assert.Contains("init images/web", commands);
    }

    /// <summary>Lines of code blocks, and code within a sentence, without comments.</summary>
    private static IEnumerable<string> CommandsOf(string page) => Command().Matches(RepositoryFiles.Read(page))
        .Select(match => match.Groups["command"].Value.Split(" #")[0].Split(" > ")[0].Split(" 2>")[0].Trim())
        .Where(command => command.Length > 0);

    private static string? FindProblem(string command)
    {
        try
        {
            CommandLine.Read([.. Word().Matches(command).Select(match => match.Value.Trim('\''))], TextWriter.Null);
            return null;
        }
        catch (UserErrorException problem)
        {
            return string.Join(" ", problem.Diagnostics.Select(each => each.Message));
        }
    }

    [GeneratedRegex(@"(?:^ {4,}|^\$ |`)(?:\./)?golden-ami (?<command>[a-z][^`\r\n]*)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Command();

    [GeneratedRegex(@"'[^']*'|\S+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
