namespace GoldenAmi.Components.Actions;

/// <summary>Runs a program with arguments, without a shell.</summary>
internal sealed class ExecuteBinary : StepAction
{
    public override string Name => "ExecuteBinary";

    public override InputsShape Shape => InputsShape.Map;

    public override IReadOnlyList<InputKey> Keys { get; } =
        [new("path", InputKind.Text, IsRequired: true), new("arguments", InputKind.TextList)];

    public override IReadOnlyList<string> Outputs { get; } = ["stdout"];

    public override async Task<StepOutcome> RunAsync(MapNode inputs, StepWorld world, CancellationToken ct)
    {
        var path = inputs.FindText("path") ?? "";
        if (world.FindProgram(path) is not { } program)
        {
            return new StepOutcome.Failed($"there is no program '{path}' on the PATH");
        }

        return File.Exists(program)
            ? await ProgramRun.RunAsync(program, inputs.FindTexts("arguments"), world, ct)
            : new StepOutcome.Failed($"there is no file '{program}'");
    }
}
