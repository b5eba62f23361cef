namespace GoldenAmi.Components.Actions;

/// <summary>Runs all <c>commands</c> as one script; its exit status is the step's. Nothing like <c>set -e</c> is added.</summary>
internal sealed class ExecuteBash : StepAction
{
    public override string Name => "ExecuteBash";

    public override InputsShape Shape => InputsShape.Map;

    public override IReadOnlyList<InputKey> Keys { get; } = [new("commands", InputKind.TextList, IsRequired: true)];

    public override IReadOnlyList<string> Outputs { get; } = ["stdout"];

    public override async Task<StepOutcome> RunAsync(MapNode inputs, StepWorld world, CancellationToken ct)
    {
        Directory.CreateDirectory(world.ScriptFolder);
        var script = Path.Combine(world.ScriptFolder, "script.sh");
        await File.WriteAllTextAsync(script, string.Join('\n', inputs.FindTexts("commands")) + "\n", ct);
        return world.FindProgram("bash") is { } bash
            ? await ProgramRun.RunAsync(bash, [script], world, ct)
            : new StepOutcome.Failed("bash is not on the PATH of the machine");
    }
}
