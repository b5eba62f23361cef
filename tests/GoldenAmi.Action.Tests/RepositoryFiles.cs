namespace GoldenAmi.Action.Tests;

/// <summary>The repository that the tests stand in.</summary>
internal static class RepositoryFiles
{
    /// <summary>Absolute path of the folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    public static string Read(params string[] parts) => File.ReadAllText(At(parts));

    /// <summary>Files below a folder, relative to the root with forward slashes, sorted.</summary>
    public static IReadOnlyList<string> List(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(At(folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "GoldenAmi.Action.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
