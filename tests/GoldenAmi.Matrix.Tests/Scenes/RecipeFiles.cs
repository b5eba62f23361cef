namespace GoldenAmi.Matrix.Tests.Scenes;

/// <summary>Recipes in a folder, each in a folder of its own.</summary>
internal sealed class RecipeFiles(string root)
{
    public const string Debian = "{ ssm: /aws/service/debian/release/12/latest/amd64 }";

    /// <summary>Regions of a recipe: its home alone.</summary>
    public const string Home = "us-east-1: {}";

    public string Root => root;

    /// <summary>Writes <c>FOLDER/golden-ami.yaml</c>, a component and a test.</summary>
    /// <param name="parent">What stands after <c>parent:</c>.</param>
    /// <param name="regions">Lines below <c>regions:</c>.</param>
    /// <param name="more">Lines at the recipe's end.</param>
    public void Add(string folder, string parent = Debian, string regions = Home, string more = "")
    {
        Write($"{folder}/golden-ami.yaml", $$$"""
            schema: 1
            name: {{{folder}}}
            version: "1.4"
            platform: linux
            region: us-east-1
            executionRole: golden-ami-execution
            parent: {{{parent}}}
            components:
              - path: build.yaml
            tests:
              - path: test.yaml
            infrastructure:
              instanceProfile: golden-ami-build
            distribution:
              name: "{{{folder}}} {{ version }} {{ date }}"
              regions:
            {{{Indent(regions, 4)}}}
            {{{more}}}
            """);
        Write($"{folder}/build.yaml", Document("build", "WritePage"));
        Write($"{folder}/test.yaml", Document("test", "CheckPage"));
    }

    /// <summary>A component document with one step.</summary>
    public static string Document(string phase, string step, string command = "echo hello") =>
        $"schemaVersion: 1.0\nphases:\n  - name: {phase}\n    steps:\n      - name: {step}\n        action: ExecuteBash\n        inputs:\n          commands:\n            - {command}\n";

    public void Write(string file, string text)
    {
        var path = Path.Combine(root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public string Read(string file) => File.ReadAllText(Path.Combine(root, file));

    /// <summary>Replaces a text that must be there.</summary>
    public void Change(string file, string old, string replacement)
    {
        var text = Read(file);
        Assert.Contains(old, text, StringComparison.Ordinal);
        Write(file, text.Replace(old, replacement, StringComparison.Ordinal));
    }

    private static string Indent(string lines, int spaces) => string.Join('\n', lines.Split('\n').Select(line => new string(' ', spaces) + line));
}
