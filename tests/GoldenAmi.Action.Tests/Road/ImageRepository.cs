namespace GoldenAmi.Action.Tests.Road;

/// <summary>A repository of small recipes, each in a folder of its own below <c>images</c>, with one component of one step.</summary>
internal sealed class ImageRepository : IDisposable
{
    public const string Debian = "ssm: /aws/service/debian/release/12/latest/amd64";

    private readonly TemporaryFolder _folder = new();

    public ImageRepository() => Git("init", "--quiet", "--initial-branch", "main");

    public string Root => _folder.Path;

    public string At(string file) => _folder.At(file);

    /// <summary>Writes <c>images/FOLDER/golden-ami.yaml</c> and its component.</summary>
    /// <param name="parent">What stands after <c>parent:</c>.</param>
    /// <param name="more">Lines at the recipe's end.</param>
    public void Add(string folder, string? name = null, string step = "Work", string parent = "{ " + Debian + " }", string more = "")
    {
        Write($"images/{folder}/golden-ami.yaml", $$$"""
            schema: 1
            name: {{{name ?? folder}}}
            version: "1.0"
            platform: linux
            region: us-east-1
            parent: {{{parent}}}
            components:
              - path: component.yaml
            infrastructure:
              instanceProfile: golden-ami-build
            distribution:
              name: "{{{name ?? folder}}} {{ version }} {{ date }}"
              regions:
                us-east-1: {}
            {{{more}}}
            """);
        Write($"images/{folder}/component.yaml", $$$"""
            name: {{{folder}}}
            schemaVersion: 1.0
            phases:
              - name: build
                steps:
                  - name: {{{step}}}
                    action: ExecuteBash
                    inputs:
                      commands: [ "echo {{{folder}}}" ]
            """);
    }

    public void Commit()
    {
        Git("add", "--all");
        Git("-c", "user.name=Example", "-c", "user.email=example@example.com", "commit", "--quiet", "--allow-empty", "--message", "Change");
    }

    public string Git(params string[] arguments) => ExampleRepository.Start("git", ["-C", Root, .. arguments]);

    public void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(file))!);
        File.WriteAllText(At(file), text);
    }

    public string Read(string file) => File.ReadAllText(At(file));

    /// <summary>Replaces a text in a file; the text must be there.</summary>
    public void Change(string file, string old, string replacement)
    {
        var text = File.ReadAllText(At(file));
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(At(file), text.Replace(old, replacement, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}
