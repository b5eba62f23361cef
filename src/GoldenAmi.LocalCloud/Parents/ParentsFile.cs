using GoldenAmi.Diagnostics;
using GoldenAmi.Yaml;

namespace GoldenAmi.LocalCloud.Parents;

/// <summary>Reads the file that names disks for parents: <c>local.yaml</c> (docs/local-parents.md).</summary>
public static class ParentsFile
{
    /// <summary>The file that is read when none is named.</summary>
    public const string FileName = "local.yaml";

    /// <summary>Reads a file. Paths in it are relative to it.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="shown">The path as messages name it: <c>local.yaml</c>.</param>
    /// <returns>In the order of the file.</returns>
    /// <exception cref="UserErrorException">GA0414 to GA0417: every problem of the file at once.</exception>
    public static IReadOnlyList<NamedParent> Read(string path, string shown)
    {
        var problems = new ProblemList(ParentsRules.Rules.Codes);
        var parents = ReadText(path, shown, problems) is { } text && NodeTree.Read(new SourceText(text, shown), ParentsRules.Rules, problems) is { } root
            ? Read(root, Path.GetDirectoryName(path)!, problems)
            : [];
        return problems.HasErrors ? throw new UserErrorException(Ending.Usage, problems.InFileOrder()) : parents;
    }

    private static string? ReadText(string path, string shown, ProblemList problems)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            problems.Add(new Diagnostic(ErrorCode.ParentsFileInvalid, $"'{shown}' cannot be read: {cause.Message.TrimEnd('.')}.", Place: null, "name a file that is there and that you may read."));
            return null;
        }
    }

    private static List<NamedParent> Read(Node root, string folder, ProblemList problems)
    {
        if (root is not MapNode map)
        {
            problems.AddWrongKind(root, "the file", "a map with the keys 'schema' and 'parents'");
            return [];
        }

        var keys = new MapReader(map, "the file", problems);
        keys.RefuseOthers("schema", "parents");
        if (keys.Text("schema", required: true) is { Value: not "1" } schema)
        {
            problems.AddUnknownWord(problems.Codes.Word, schema, "a schema of this file", ["1"]);
        }

        var reader = new NamedParentReader(folder, problems);
        return [.. (keys.List("parents", required: true)?.Items ?? []).Select(reader.Read).OfType<NamedParent>()];
    }
}
