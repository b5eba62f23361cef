namespace GoldenAmi.Diagnostics;

/// <summary>Every code of a <see cref="Diagnostic"/>. Each is unique, has a page in <c>docs/errors</c> and a test that produces it.</summary>
public static class ErrorCode
{
    // Recipes: 01xx
    // Component documents: 02xx
    // Builds: 03xx
    // LocalCloud and machines: 04xx

    /// <summary>A program that Golden AMI calls is not installed, or may not be executed.</summary>
    public const string ProgramNotStarted = "GA0450";

    // References and forges: 05xx
    // Command line, hosts, credentials: 06xx
}
