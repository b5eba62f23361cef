using System.Diagnostics;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Tests;

/// <summary>The program in a process of its own, for what it takes from the process: keys of AWS in the environment, for example.</summary>
internal static class ProgramProcess
{
    /// <param name="variables">Added to the environment, which has nothing of AWS or of a CI system.</param>
    public static async Task<ProgramRun> RunAsync(string folder, IEnumerable<string> arguments, params IEnumerable<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo(RepositoryFiles.At("artifacts", "program", "golden-ami"), arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal) || name.StartsWith("GITHUB_", StringComparison.Ordinal) || name == "CI").ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = folder;
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var program = Process.Start(start)!;
        var error = program.StandardError.ReadToEndAsync();
        var output = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        return new ProgramRun((Ending)program.ExitCode, output, await error);
    }
}
