using System.Reflection;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Tests;

public class ErrorCodeSpecs
{
    private static readonly IReadOnlyList<string> Codes =
        [.. typeof(ErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Each_code_is_unique() => Assert.Equal(Codes.Distinct(), Codes);

    [Fact]
    public void Each_code_has_a_page_and_each_page_a_code() =>
        Assert.Equal(Codes.Select(code => $"docs/errors/{code}.md"), RepositoryFiles.List("docs/errors", "*.md"));

    [Fact]
    public void Each_page_begins_with_its_code_and_says_how_to_mend_it() => Assert.All(Codes, code =>
    {
        var page = RepositoryFiles.Read("docs", "errors", $"{code}.md");
        Assert.StartsWith($"# {code}: ", page, StringComparison.Ordinal);
        Assert.Contains("\n## What it means\n", page, StringComparison.Ordinal);
        Assert.Contains("\n## How to mend it\n", page, StringComparison.Ordinal);
    });
}
