using System.Globalization;
using GoldenAmi.Components.Guest;
using GoldenAmi.Processes;

namespace GoldenAmi.Components.Actions;

/// <summary>Runs a program for a step; its exit status decides how the step ends.</summary>
internal static class ProgramRun
{
    /// <summary>The status by which a script on Linux asks for a restart (https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html).</summary>
    public const int RebootStatus = 194;

    /// <summary>What a program's <c>stdout</c> output holds at most, in bytes.</summary>
    private const int MaxCapturedBytes = 1024 * 1024;

    public static async Task<StepOutcome> RunAsync(string file, IReadOnlyList<string> arguments, StepWorld world, CancellationToken ct)
    {
        var result = await world.Processes.RunAsync(
            new ProcessSpec(file, arguments)
            {
                WorkingDirectory = world.WorkingDirectory,
                Environment = world.Environment,
                ClearEnvironment = true,
                StandardInput = "",
                OnOutputLine = line => world.OnLine(StreamName.Stdout, line),
                OnErrorLine = line => world.OnLine(StreamName.Stderr, line),
                MaxCapturedBytes = MaxCapturedBytes,
            },
            ct);
        return result.ExitCode switch
        {
            0 => new StepOutcome.Succeeded(new Dictionary<string, string> { ["stdout"] = result.Output.TrimEnd('\r', '\n') }, 0),
            RebootStatus => new StepOutcome.RebootWanted(RunAgain: true, RebootStatus),
            var status => new StepOutcome.Failed(string.Create(CultureInfo.InvariantCulture, $"exit status {status}"), status),
        };
    }
}
