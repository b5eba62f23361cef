namespace GoldenAmi.Components.Actions;

/// <summary>
/// Deletes a file or link, or all that match a <c>*</c> in the last part of the path. A file named in full must be there,
/// a pattern may match none (AWSTOE's documentation is silent on both).
/// </summary>
internal sealed class DeleteFile : StepAction
{
    public override string Name => "DeleteFile";

    public override InputsShape Shape => InputsShape.ListOfMaps;

    public override IReadOnlyList<InputKey> Keys { get; } = [new("path", InputKind.Text, IsRequired: true)];

    public override Task<StepOutcome> RunAsync(MapNode inputs, StepWorld world, CancellationToken ct)
    {
        var path = world.FullPath(inputs.FindText("path") ?? "");
        return Task.FromResult(path.Contains('*', StringComparison.Ordinal) ? DeleteMatches(path) : DeleteOne(path));
    }

    private static StepOutcome DeleteMatches(string path)
    {
        var folder = Path.GetDirectoryName(path) ?? "/";
        if (folder.Contains('*', StringComparison.Ordinal))
        {
            return new StepOutcome.Failed($"'{path}' has a '*' before its last part");
        }

        if (Directory.Exists(folder))
        {
            // '?' is a letter here, not a wildcard: only '*' is documented.
            var pattern = Path.GetFileName(path);
            var files = new DirectoryInfo(folder).EnumerateFileSystemInfos()
                .Where(entry => IsFileOrLink(entry) && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern.Replace("?", "\\?", StringComparison.Ordinal), entry.Name, ignoreCase: false));
            foreach (var file in files.ToList())
            {
                file.Delete();
            }
        }

        return StepOutcome.Succeeded.WithoutOutputs;
    }

    private static StepOutcome DeleteOne(string path)
    {
        var file = new FileInfo(path);
        if (Directory.Exists(path) && file.LinkTarget is null)
        {
            return new StepOutcome.Failed($"'{path}' is a folder");
        }

        if (!file.Exists && file.LinkTarget is null)
        {
            return new StepOutcome.Failed($"there is no file '{path}'");
        }

        File.Delete(path);
        return StepOutcome.Succeeded.WithoutOutputs;
    }

    private static bool IsFileOrLink(FileSystemInfo entry) => entry is FileInfo || entry.LinkTarget is not null;
}
