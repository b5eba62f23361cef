using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Tests;

/// <summary>One run of the program in memory, and what it said.</summary>
internal sealed record ProgramRun(Ending Ending, string Output, string Error)
{
    public int ExitCode => Action.ExitCode.Of(Ending);

    /// <summary>Runs the program with a line of arguments in a folder.</summary>
    public static async Task<ProgramRun> StartAsync(string folder, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null,
        Edges? edges = null, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await using var error = new StringWriter { NewLine = "\n" };
        var token = 0;
        var ending = await GoldenAmiProgram.RunAsync(
            new ProgramContext
            {
                Arguments = arguments,
                Environment = environment ?? new Dictionary<string, string>(),
                Output = output,
                Error = error,
                WorkingFolder = folder,
                ProgramFolder = AppContext.BaseDirectory,
                Time = time ?? TimeProvider.System,
                Edges = (edges ?? new Edges()) with { NewToken = () => $"token{Interlocked.Increment(ref token)}" },
            },
            cancellationToken);
        return new ProgramRun(ending, output.ToString(), error.ToString());
    }

    public static Task<ProgramRun> StartAsync(params string[] arguments) => StartAsync(Path.GetTempPath(), arguments);
}
