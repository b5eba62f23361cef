namespace GoldenAmi.Runner.Tests;

/// <summary>A folder that stands for a machine's <c>/</c>, gone with its test.</summary>
public sealed class MachineRoot : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("golden-ami-").FullName;

    public string At(string path) => System.IO.Path.Combine(Path, path);

    public string Read(string path) => File.ReadAllText(At(path));

    public bool Has(string path) => File.Exists(At(path));

    public void Put(string path, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
