using System.Diagnostics;
using System.Globalization;

namespace GoldenAmi.Benchmarks.Bump;

/// <summary>One run of a program, with everything that it started.</summary>
/// <param name="ProcessorSeconds">User and system, of it and of the programs it waited for.</param>
/// <param name="PeakMib">Largest resident memory of any of them, in MiB.</param>
/// <param name="Output">Its standard output.</param>
internal sealed record Measured(double WallSeconds, double ProcessorSeconds, double PeakMib, string Output)
{
    /// <summary>Runs it below GNU time, which counts what the program's own children used.</summary>
    public static Measured Run(string folder, string program, IReadOnlyList<string> arguments)
    {
        var times = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("/usr/bin/time", ["--quiet", "--output", times, "--format", "%e %U %S %M", program, .. arguments])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            _ = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            var numbers = File.ReadAllText(times).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToList();
            return new Measured(numbers[0], numbers[1] + numbers[2], numbers[3] / 1024, output.Trim());
        }
        finally
        {
            File.Delete(times);
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{WallSeconds:0.00} s (processor {ProcessorSeconds:0.00} s, {PeakMib:0} MiB)");
}
