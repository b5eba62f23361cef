namespace GoldenAmi.Components.Actions;

/// <summary>Writes a file, making its folders. The content is taken as it is written: <c>\n</c> in an unquoted text stays two characters.</summary>
internal sealed class CreateFile : StepAction
{
    public override string Name => "CreateFile";

    public override InputsShape Shape => InputsShape.ListOfMaps;

    public override IReadOnlyList<InputKey> Keys { get; } =
    [
        new("path", InputKind.Text, IsRequired: true),
        new("content", InputKind.Text),
        new("encoding", InputKind.Text, Rule: FileRules.Encodings),
        new("owner", InputKind.Text),
        new("group", InputKind.Text),
        new("permissions", InputKind.Text, Rule: FileRules.Permissions),
        new("overwrite", InputKind.Boolean),
    ];

    public override async Task<StepOutcome> RunAsync(MapNode inputs, StepWorld world, CancellationToken ct)
    {
        var path = world.FullPath(inputs.FindText("path") ?? "");
        if (Directory.Exists(path))
        {
            return new StepOutcome.Failed($"'{path}' is a folder");
        }

        if (File.Exists(path) && inputs.FindText("overwrite") == "false")
        {
            return new StepOutcome.Failed($"'{path}' exists and overwrite is false");
        }

        var name = inputs.FindText("encoding") ?? "utf8";
        if (FileRules.FindEncoding(name) is not { } encoding)
        {
            return new StepOutcome.Failed($"encoding '{name}' must be {FileRules.Encodings.Says}");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "/");
        await File.WriteAllTextAsync(path, inputs.FindText("content") ?? "", encoding, ct);
        return await FileRules.ApplyAsync(inputs, path, world, ct) ?? (StepOutcome)StepOutcome.Succeeded.WithoutOutputs;
    }
}
