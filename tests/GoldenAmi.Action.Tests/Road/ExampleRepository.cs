using System.Diagnostics;

namespace GoldenAmi.Action.Tests.Road;

/// <summary>A Git repository in a folder of its own, with the example's files in it.</summary>
internal sealed class ExampleRepository : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ExampleRepository()
    {
        foreach (var file in RepositoryFiles.List("examples/web", "*"))
        {
            var target = At(file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(RepositoryFiles.At(file), target);
        }

        Git("init", "--quiet", "--initial-branch", "main");
        Commit("Start");
    }

    public string Root => _folder.Path;

    public string At(params string[] parts) => Path.Combine([Root, .. parts]);

    public string Read(params string[] parts) => File.ReadAllText(At(parts));

    /// <summary>Replaces a text in a file; the text must be there.</summary>
    public void Change(string file, string old, string replacement)
    {
        var text = Read(file);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(At(file), text.Replace(old, replacement, StringComparison.Ordinal));
    }

    public void Commit(string message)
    {
        Git("add", "--all");
        Git("-c", "user.name=Example", "-c", "user.email=example@example.com", "commit", "--quiet", "--message", message);
    }

    public string Git(params string[] arguments) => Start("git", ["-C", Root, .. arguments]);

    public void Dispose() => _folder.Dispose();

    /// <summary>Runs a program to its end, which must be a good one.</summary>
    /// <returns>Its standard output.</returns>
    public static string Start(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {error.Result}");
        return output;
    }
}
