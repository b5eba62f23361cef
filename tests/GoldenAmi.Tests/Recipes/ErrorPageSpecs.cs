using System.Reflection;
using System.Runtime.CompilerServices;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Tests.Recipes;

public sealed class ErrorPageSpecs
{
    [Fact]
    public void Each_error_of_recipes_has_its_page()
    {
        var codes = typeof(ErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).Where(code => code.StartsWith("GA01", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.StartsWith($"# {code}: ", File.ReadAllText(Path.Combine(Repository(), "docs", "errors", $"{code}.md")), StringComparison.Ordinal));
    }

    private static string Repository([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
