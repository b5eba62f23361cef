using GoldenAmi.Diagnostics;

namespace GoldenAmi.Recipes;

/// <summary>Writes a first recipe with a component and a test, which work as they are and teach by their comments.</summary>
public static class StarterFiles
{
    private static readonly string[] Names = [RecipeLoader.FileName, "components/web.yaml", "tests/web.yaml"];

    /// <summary>Writes the files. When one of them is there already, or a file stands where a folder must be, nothing at all is written.</summary>
    /// <param name="folder">Absolute; made when it is not there.</param>
    /// <returns>The files' paths relative to <paramref name="folder"/>, in the order in which they are best read.</returns>
    /// <exception cref="UserErrorException">A file is in the way (<see cref="ErrorCode.FileInTheWay"/>), or the folder cannot be written to.</exception>
    public static IReadOnlyList<string> Write(string folder)
    {
        var problems = Names.Select(name => InTheWay(folder, name)).OfType<string>().Distinct().Select(Problem).ToList();
        if (problems.Count > 0)
        {
            throw new UserErrorException(Ending.Usage, problems);
        }

        foreach (var name in Names)
        {
            WriteNew(Path.Combine(folder, name), EmbeddedText.Read($"starter/{name}"));
        }

        return Names;
    }

    /// <summary>What stands in the way of a file: itself, or a file in the place of its folder.</summary>
    private static string? InTheWay(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (Path.Exists(path) || new FileInfo(path).LinkTarget is not null)
        {
            return name;
        }

        for (var parent = Path.GetDirectoryName(path); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            if (File.Exists(parent))
            {
                return Path.GetRelativePath(folder, parent);
            }
        }

        return null;
    }

    private static void WriteNew(string path, string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            using var writer = new StreamWriter(stream);
            writer.Write(text);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var problem = new Diagnostic(
                ErrorCode.FileInTheWay, $"'{ProblemList.Short(path)}' cannot be written: {ProblemList.Short(failure.Message)}", Place: null, "choose a folder that may be written to.");
            throw new UserErrorException(Ending.Usage, problem, failure);
        }
    }

    private static Diagnostic Problem(string name) =>
        new(ErrorCode.FileInTheWay, $"'{name}' is there already; only new files are written, and nothing was.", Place: null, "choose another folder, or move the file away.");
}
