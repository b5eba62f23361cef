using System.Globalization;

namespace GoldenAmi.Components.Actions;

/// <summary>Restarts the machine; the next step runs afterwards.</summary>
internal sealed class Reboot : StepAction
{
    public override string Name => "Reboot";

    public override InputsShape Shape => InputsShape.Map;

    public override IReadOnlyList<InputKey> Keys { get; } = [new("delaySeconds", InputKind.WholeNumber)];

    public override async Task<StepOutcome> RunAsync(MapNode inputs, StepWorld world, CancellationToken ct)
    {
        var text = inputs.FindText("delaySeconds") ?? "0";
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return new StepOutcome.Failed($"delaySeconds '{text}' must be a whole number from 0");
        }

        await Task.Delay(TimeSpan.FromSeconds(seconds), world.Time, ct);
        return new StepOutcome.RebootWanted(RunAgain: false);
    }
}
