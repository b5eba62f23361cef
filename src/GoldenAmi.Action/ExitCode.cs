using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action;

/// <summary>The one place that turns endings into exit codes (docs/architecture.md, "Exit codes").</summary>
internal static class ExitCode
{
    /// <summary>The process's exit code: <see cref="Ending"/>'s own number.</summary>
    public static int Of(Ending ending) => (int)ending;
}
