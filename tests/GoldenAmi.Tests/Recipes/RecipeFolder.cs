using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Tests.Recipes;

/// <summary>A real temporary folder that looks like a clone, with a valid recipe that a test changes in one place.</summary>
internal sealed class RecipeFolder : IDisposable
{
    public const string Valid = """
        schema: 1
        name: web
        description: A web server
        version: "1.4"
        platform: linux
        region: us-east-1
        executionRole: golden-ami-execution
        refresh: 30d
        parent:
          ssm: /aws/service/debian/release/12/latest/amd64
        components:
          - uses: amazon/update-linux@x.x.x
          - path: components/nginx.yaml
            with: { Port: "8080" }
        tests:
          - path: tests/nginx.yaml
        volumes:
          - { device: /dev/xvda, size: 8 GiB, type: gp3, iops: 3000, throughput: 250, kmsKey: alias/golden }
        infrastructure:
          instanceProfile: golden-ami-build
          instanceTypes: [ m7i.large, m6i.large ]
        distribution:
          name: "web {{ version }} {{ date }}"
          regions:
            us-east-1:
              kmsKey: alias/golden
            eu-west-1: {}
        references:
          - { repository: self, paths: [ "terraform/**" ] }

        """;

    public const string Component = """
        schemaVersion: 1.0
        parameters:
          - Port:
              type: string
        phases:
          - name: build
            steps:
              - name: Install
                action: ExecuteBash
                inputs:
                  commands: [ "echo {{ Port }}" ]

        """;

    public const string Test = """
        schemaVersion: 1.0
        phases:
          - name: test
            steps:
              - name: Answers
                action: ExecuteBash
                inputs:
                  commands: [ "true" ]

        """;

    public RecipeFolder()
    {
        Root = Directory.CreateTempSubdirectory("golden-ami-recipes-").FullName;
        Directory.CreateDirectory(Path.Combine(Root, ".git"));
        Write("components/nginx.yaml", Component);
        Write("tests/nginx.yaml", Test);
    }

    public string Root { get; }

    public void Write(string name, string text)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public string PathOf(string name) => Path.Combine(Root, name);

    public LoadedRecipe Load(string recipe)
    {
        Write("golden-ami.yaml", recipe);
        return RecipeLoader.Load(".", Root);
    }

    /// <summary>The problems of the valid recipe after one piece of it was replaced.</summary>
    public IReadOnlyList<string> ProblemsWith(string piece, string other)
    {
        Assert.Contains(piece, Valid, StringComparison.Ordinal);
        var index = Valid.IndexOf(piece, StringComparison.Ordinal);
        return [.. Load(string.Concat(Valid.AsSpan(0, index), other, Valid.AsSpan(index + piece.Length))).Problems.Select(problem => problem.ToString())];
    }

    /// <summary>The one problem of a recipe.</summary>
    public Diagnostic OneProblem(string recipe)
    {
        var loaded = Load(recipe);
        Assert.Null(loaded.Recipe);
        return Assert.Single(loaded.Problems);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
