namespace GoldenAmi.Components.Actions;

/// <summary>
/// Makes a folder with its parents. An existing folder keeps what is in it: AWSTOE's documentation speaks of overwriting,
/// which would delete contents; the careful reading is chosen.
/// </summary>
internal sealed class CreateFolder : StepAction
{
    public override string Name => "CreateFolder";

    public override InputsShape Shape => InputsShape.ListOfMaps;

    public override IReadOnlyList<InputKey> Keys { get; } =
    [
        new("path", InputKind.Text, IsRequired: true),
        new("owner", InputKind.Text),
        new("group", InputKind.Text),
        new("permissions", InputKind.Text, Rule: FileRules.Permissions),
        new("overwrite", InputKind.Boolean),
    ];

    public override async Task<StepOutcome> RunAsync(MapNode inputs, StepWorld world, CancellationToken ct)
    {
        var path = world.FullPath(inputs.FindText("path") ?? "");
        if (File.Exists(path))
        {
            return new StepOutcome.Failed($"'{path}' is a file");
        }

        if (Directory.Exists(path) && inputs.FindText("overwrite") == "false")
        {
            return new StepOutcome.Failed($"'{path}' exists and overwrite is false");
        }

        Directory.CreateDirectory(path);
        return await FileRules.ApplyAsync(inputs, path, world, ct) ?? (StepOutcome)StepOutcome.Succeeded.WithoutOutputs;
    }
}
