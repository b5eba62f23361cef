using GoldenAmi.Components.Conditions;
using GoldenAmi.Components.Language;

namespace GoldenAmi.Components.Actions;

/// <summary>Fails when its condition is false.</summary>
internal sealed class Assert : StepAction
{
    public override string Name => "Assert";

    public override InputsShape Shape => InputsShape.Map;

    public override IReadOnlyList<InputKey> Keys => [];

    public override bool NeedsInputs => true;

    public override void Check(MapNode inputs, ProblemList problems) => _ = ConditionReader.Read(inputs, problems);

    public override async Task<StepOutcome> RunAsync(MapNode inputs, StepWorld world, CancellationToken ct)
    {
        var problems = new ProblemList(ComponentRules.Rules.Codes);
        if (ConditionReader.Read(inputs, problems) is not { } condition || problems.HasErrors)
        {
            return new StepOutcome.Failed(problems.InFileOrder()[0].Message);
        }

        return await condition.IsTrueAsync(world, ct)
            ? StepOutcome.Succeeded.WithoutOutputs
            : new StepOutcome.Failed($"the condition is false: {condition}");
    }
}
