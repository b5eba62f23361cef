using GoldenAmi.Components.Guest;
using GoldenAmi.Machines;

namespace GoldenAmi.LocalCloud.ImageBuilder.Building;

/// <summary>
/// The reasons of failed images. The turns <c>Document arn:… failed!</c>, <c>in workflow step …</c> and <c>machine lost</c> are what readers look for;
/// the sentences around the first two are put together from what users report of AWS, and are a guess as a whole.
/// </summary>
internal static class FailureWords
{
    public const string MachineLost = "machine lost";

    public static string Document(GuestFailure? failure, string state, string step) => failure is null
        ? $"SSM execution failed with status = 'Failed' in state = '{state}' and failure message = 'the work could not begin' in workflow step {step}"
        : $"SSM execution failed with status = 'Failed' in state = '{state}' and failure message = 'Document {failure.DocumentId} failed!' in workflow step {step}";

    public static string Machine(MachineEnd end, string step) => end switch
    {
        MachineEnd.TimedOut => $"SSM execution failed with status = 'TimedOut' in workflow step {step}",
        MachineEnd.Lost lost => $"{MachineLost}: {lost.Why} in workflow step {step}",
        MachineEnd.PoweredOff => $"{MachineLost}: it powered off before its work was done, in workflow step {step}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
