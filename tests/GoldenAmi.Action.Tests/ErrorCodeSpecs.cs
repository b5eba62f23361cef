using System.Reflection;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Tests;

public class ErrorCodeSpecs
{
    private static readonly IReadOnlyList<string> Codes =
        [.. typeof(ErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Each_code_is_unique() => Assert.Equal(Codes.Distinct(), Codes);

    /// <summary>By its number or its constant's name, in a test of any kind.</summary>
    [Fact]
    public void Each_code_is_produced_by_a_test()
    {
        string[] kinds = [".cs", ".js", ".mjs", ".md", ".txt"];
        var texts = string.Concat(RepositoryFiles.List("tests", "*").Where(file => kinds.Contains(Path.GetExtension(file)) && !file.Contains("node_modules/", StringComparison.Ordinal) && !file.EndsWith("/ErrorCodeSpecs.cs", StringComparison.Ordinal)).Select(file => RepositoryFiles.Read(file)));
        var untested = typeof(ErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => !texts.Contains($"ErrorCode.{field.Name}", StringComparison.Ordinal) && !texts.Contains((string)field.GetRawConstantValue()!, StringComparison.Ordinal))
            .Select(field => field.Name);

        Assert.Empty(untested);
    }

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
