namespace GoldenAmi.Action.Tests;

/// <summary>Compares what a user sees with a file of <c>Golden/</c>. What was seen is written beside it when the two differ: look at it, and rename it if it is right.</summary>
internal static class GoldenFile
{
    public static void Check(string name, string actual)
    {
        var file = RepositoryFiles.At("tests", "GoldenAmi.Action.Tests", "Golden", name);
        var received = Path.ChangeExtension(file, $".received{Path.GetExtension(name)}");
        var expected = File.Exists(file) ? File.ReadAllText(file) : "";
        if (expected != actual)
        {
            File.WriteAllText(received, actual);
            Assert.Fail($"{file} differs from what was seen, which is now in {received}.{Environment.NewLine}{FirstDifference(expected, actual)}");
        }

        File.Delete(received);
    }

    private static string FirstDifference(string expected, string actual)
    {
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var line = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"Line {line + 1} expected: {left.ElementAtOrDefault(line)}\nLine {line + 1} seen:     {right.ElementAtOrDefault(line)}";
    }
}
